package org.alys.evm.precompile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.alys.evm.payload.Fork;
import org.alys.primitives.Hex;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every contract against published vectors. */
class VectorsTest {
    private static Stream<Arguments> vectors() throws IOException {
        return Stream.of(
                        file(0x01, "ecRecover.json"),
                        file(0x05, "modexp_eip2565.json"),
                        file(0x06, "bn256Add.json"),
                        file(0x07, "bn256ScalarMul.json"),
                        file(0x08, "bn256Pairing.json"),
                        file(0x09, "blake2F.json"),
                        file(0x09, "fail-blake2f.json"),
                        file(0x0a, "pointEvaluation.json"),
                        file(0x0b, "blsG1Add.json"),
                        file(0x0b, "fail-blsG1Add.json"),
                        file(0x0c, "blsG1Mul.json"),
                        file(0x0c, "fail-blsG1Mul.json"),
                        file(0x0c, "blsG1MultiExp.json"),
                        file(0x0c, "fail-blsG1MultiExp.json"),
                        file(0x0d, "blsG2Add.json"),
                        file(0x0d, "fail-blsG2Add.json"),
                        file(0x0e, "blsG2Mul.json"),
                        file(0x0e, "fail-blsG2Mul.json"),
                        file(0x0e, "blsG2MultiExp.json"),
                        file(0x0e, "fail-blsG2MultiExp.json"),
                        file(0x0f, "blsPairing.json"),
                        file(0x0f, "fail-blsPairing.json"),
                        file(0x10, "blsMapG1.json"),
                        file(0x10, "fail-blsMapG1.json"),
                        file(0x11, "blsMapG2.json"),
                        file(0x11, "fail-blsMapG2.json"),
                        file(Fork.OSAKA, 0x05, "modexp_eip7883.json"),
                        file(Fork.OSAKA, 0x100, "p256Verify.json"))
                .flatMap(stream -> stream);
    }

    private static Stream<Arguments> file(int address, String file) throws IOException {
        return file(Fork.PRAGUE, address, file);
    }

    private static Stream<Arguments> file(Fork fork, int address, String file) throws IOException {
        return Vectors.of(file).map(vector -> Arguments.of(file, fork, address, vector));
    }

    @ParameterizedTest(name = "{0} {3}")
    @MethodSource("vectors")
    void agrees(String file, Fork fork, int address, Vectors.Vector vector) {
        Precompile contract = Precompiles.of(fork).at(address).orElseThrow();
        vector.gas()
                .ifPresent(gas ->
                        assertThat(contract.gas(vector.input().toArray())).isEqualTo(gas));
        assertThat(contract.run(vector.input().toArray()).map(Hex::encode)).isEqualTo(vector.expected());
    }
}
