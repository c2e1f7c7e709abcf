package org.alys.evm.precompile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.alys.evm.payload.Fork;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hex;
import org.junit.jupiter.api.Test;

class PrecompilesTest {
    private static final byte[] ABC = {'a', 'b', 'c'};

    private static byte[] run(int address, byte[] input) {
        return Precompiles.of(Fork.SHANGHAI)
                .at(address)
                .orElseThrow()
                .run(input)
                .orElseThrow();
    }

    private static long gas(int address, int size) {
        return Precompiles.of(Fork.SHANGHAI).at(address).orElseThrow().gas(new byte[size]);
    }

    @Test
    void hashesWithSha256() {
        assertThat(Hex.encode(run(2, ABC)))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void hashesWithRipemd160() {
        assertThat(Hex.encode(run(3, ABC))).isEqualTo("00".repeat(12) + "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc");
    }

    @Test
    void copiesItsInput() {
        assertThat(run(4, ABC)).isEqualTo(ABC).isNotSameAs(ABC);
    }

    @Test
    void pricesByTheWordBegun() {
        assertThat(gas(2, 0)).isEqualTo(60);
        assertThat(gas(2, 33)).isEqualTo(60 + 24);
        assertThat(gas(3, 32)).isEqualTo(600 + 120);
        assertThat(gas(4, 1)).isEqualTo(15 + 3);
    }

    @Test
    void recoveryWithoutSignatureGivesNothing() {
        assertThat(run(1, new byte[0])).isEmpty();
        assertThat(run(1, new byte[128])).isEmpty();
    }

    @Test
    void looksOnlyAtTheLastBytesWhenTheOthersAreZero() {
        byte[] address = new byte[20];
        address[19] = 1;
        Precompiles contracts = Precompiles.of(Fork.SHANGHAI);
        assertThat(contracts.at(address)).isPresent();
        for (int i = 0; i < 19; i++) {
            byte[] other = address.clone();
            other[i] = (byte) 0x80;
            assertThat(contracts.at(other)).isEmpty();
        }
    }

    @Test
    void zeroIsNoContract() {
        assertThat(Precompiles.of(Fork.PRAGUE).at(EvmAddress.ZERO)).isEmpty();
    }

    @Test
    void theOneAt0x100CameWithOsaka() {
        EvmAddress address = EvmAddress.fromHex("0x0000000000000000000000000000000000000100");
        assertThat(Precompiles.of(Fork.PRAGUE).at(address)).isEmpty();
        Precompiles contracts = Precompiles.of(Fork.OSAKA);
        assertThat(contracts.addresses()).hasSize(0x12).last().isEqualTo(address);
        assertThat(contracts.at(0x12)).isEmpty();
        assertThat(contracts.at(0xff)).isEmpty();
        assertThat(contracts.at(0x101)).isEmpty();

        EvmAddress elsewhere = EvmAddress.fromHex("0x0000000000000000000000000000000000000aaa");
        EvmAddress second = EvmAddress.fromHex("0x0000000000000000000000000000000000000002");
        Precompiles moved = contracts.rearranged(Set.of(address, second), Map.of(address, second, second, elsewhere));
        assertThat(moved.at(address)).isEmpty();
        assertThat(moved.at(second)).isEqualTo(contracts.at(address));
        assertThat(moved.movedTo(elsewhere)).isEqualTo(contracts.at(second));
    }

    @Test
    void everyAddressHasItsContract() {
        for (Fork fork : Fork.values()) {
            Precompiles contracts = Precompiles.of(fork);
            assertThat(contracts.addresses())
                    .allSatisfy(address -> assertThat(contracts.at(address)).isPresent());
        }
    }
}
