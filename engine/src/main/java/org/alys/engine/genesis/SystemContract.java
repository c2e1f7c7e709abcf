package org.alys.engine.genesis;

import java.util.List;
import org.alys.evm.payload.Fork;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;

/**
 * Contracts that the protocol itself calls and that must therefore exist from genesis, with the code and storage that
 * their deployment transactions in the EIPs leave behind.
 *
 * @param since the first fork that calls it
 * @param inhibited whether slot 0 starts at 2^256 - 1, which closes the contract until the first block has called it
 */
record SystemContract(Fork since, EvmAddress address, Bytes code, boolean inhibited) {
    /** EIP-4788: roots of parent beacon blocks. */
    static final SystemContract BEACON_ROOTS = of(
            Fork.CANCUN,
            "0x000F3df6D732807Ef1319fB7B8bB8522d0Beac02",
            "0x"
                    + "3373fffffffffffffffffffffffffffffffffffffffe14604d57602036146024575f5ffd5b5f3580"
                    + "1560495762001fff810690815414603c575f5ffd5b62001fff01545f5260205ff35b5f5ffd5b6200"
                    + "1fff42064281555f359062001fff015500",
            false);

    /** EIP-2935: the last 8191 block hashes. */
    static final SystemContract BLOCK_HASHES = of(
            Fork.PRAGUE,
            "0x0000F90827F1C53a10cb7A02335B175320002935",
            "0x"
                    + "3373fffffffffffffffffffffffffffffffffffffffe14604657602036036042575f356001430381"
                    + "11604257611fff81430311604257611fff9006545f5260205ff35b5f5ffd5b5f35611fff60014303"
                    + "065500",
            false);

    /** EIP-7002: withdrawal requests; this chain ignores them, but a block of this fork must be able to call it. */
    static final SystemContract WITHDRAWAL_REQUESTS = of(
            Fork.PRAGUE,
            "0x00000961Ef480Eb55e80D19ad83579A64c007002",
            "0x"
                    + "3373fffffffffffffffffffffffffffffffffffffffe1460cb5760115f54807fffffffffffffffff"
                    + "ffffffffffffffffffffffffffffffffffffffffffffffff146101f457600182026001905f5b5f82"
                    + "111560685781019083028483029004916001019190604d565b909390049250505036603814608857"
                    + "366101f457346101f4575f5260205ff35b34106101f4576001546001016001556003548060030260"
                    + "04013381556001015f35815560010160203590553360601b5f5260385f601437604c5fa060010160"
                    + "0355005b6003546002548082038060101160df575060105b5f5b8181146101835782810160030260"
                    + "040181604c02815460601b8152601401816001015481526020019060020154807fffffffffffffff"
                    + "ffffffffffffffffff00000000000000000000000000000000168252906010019060401c90816038"
                    + "1c81600701538160301c81600601538160281c81600501538160201c81600401538160181c816003"
                    + "01538160101c81600201538160081c81600101535360010160e1565b910180921461019557906002"
                    + "556101a0565b90505f6002555f6003555b5f54807fffffffffffffffffffffffffffffffffffffff"
                    + "ffffffffffffffffffffffffff14156101cd57505f5b6001546002828201116101e25750505f6101"
                    + "e8565b01600290035b5f555f600155604c025ff35b5f5ffd",
            true);

    /** EIP-7251: consolidation requests; as {@link #WITHDRAWAL_REQUESTS}. */
    static final SystemContract CONSOLIDATION_REQUESTS = of(
            Fork.PRAGUE,
            "0x0000BBdDc7CE488642fb579F8B00f3a590007251",
            "0x"
                    + "3373fffffffffffffffffffffffffffffffffffffffe1460d35760115f54807fffffffffffffffff"
                    + "ffffffffffffffffffffffffffffffffffffffffffffffff1461019a57600182026001905f5b5f82"
                    + "111560685781019083028483029004916001019190604d565b909390049250505036606014608857"
                    + "3661019a573461019a575f5260205ff35b341061019a576001546001016001556003548060040260"
                    + "04013381556001015f358155600101602035815560010160403590553360601b5f5260605f601437"
                    + "60745fa0600101600355005b6003546002548082038060021160e7575060025b5f5b818114610129"
                    + "5782810160040260040181607402815460601b815260140181600101548152602001816002015481"
                    + "526020019060030154905260010160e9565b910180921461013b5790600255610146565b90505f60"
                    + "02555f6003555b5f54807fffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
                    + "ffffff141561017357505f5b6001546001828201116101885750505f61018e565b01600190035b5f"
                    + "555f6001556074025ff35b5f5ffd",
            true);

    private static final List<SystemContract> ALL =
            List.of(BEACON_ROOTS, BLOCK_HASHES, WITHDRAWAL_REQUESTS, CONSOLIDATION_REQUESTS);

    /** Those that {@code fork} calls. */
    static List<SystemContract> of(Fork fork) {
        return ALL.stream().filter(contract -> fork.includes(contract.since)).toList();
    }

    private static SystemContract of(Fork since, String address, String code, boolean inhibited) {
        return new SystemContract(since, EvmAddress.fromHex(address), Bytes.fromHex(code), inhibited);
    }
}
