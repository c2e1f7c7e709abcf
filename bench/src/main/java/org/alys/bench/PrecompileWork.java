package org.alys.bench;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.alys.evm.crypto.Secp256k1;
import org.alys.evm.payload.Fork;
import org.alys.evm.precompile.Precompile;
import org.alys.evm.precompile.Precompiles;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hex;

/**
 * A call of a precompiled contract.
 *
 * @param input in hex
 */
record PrecompileWork(String name, int contract, String input) {
    private static final Random RANDOM = new Random(20);
    private static final String G1 = number(BigInteger.ONE) + number(BigInteger.TWO);
    private static final String NEGATIVE_G1 =
            number(BigInteger.ONE) + "30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd45";
    /** The generator of EIP-197. */
    private static final String G2 = "198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2"
            + "1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed"
            + "090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b"
            + "12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa";

    private static final int BLS_TERMS = 16;

    /** What is measured. */
    static List<PrecompileWork> all() {
        String factor = random(32);
        String point = run(0x07, G1 + random(32));
        List<PrecompileWork> all = new ArrayList<>();
        all.add(new PrecompileWork("ecrecover", 0x01, signature()));
        all.add(new PrecompileWork("modexp, 256 bits", 0x05, modExp(32, random(32))));
        all.add(new PrecompileWork("modexp, 256 bits to the 65537", 0x05, modExp(32, "010001")));
        all.add(new PrecompileWork("modexp, 8 bits squared", 0x05, modExp(1, "02")));
        all.add(new PrecompileWork("modexp, 2048 bits", 0x05, modExp(256, random(256))));
        all.add(new PrecompileWork("modexp, 2048 bits to the 65537", 0x05, modExp(256, "010001")));
        all.add(new PrecompileWork("bn254 addition", 0x06, G1 + point));
        all.add(new PrecompileWork("bn254 multiplication", 0x07, point + factor));
        all.add(new PrecompileWork("bn254 pairing, 2 pairs", 0x08, G1 + G2 + NEGATIVE_G1 + G2));
        all.add(new PrecompileWork("BLS12-381 G1 sum of " + BLS_TERMS, 0x0c, terms()));
        all.add(new PrecompileWork("BLS12-381 pairing, 2 pairs", 0x0f, blsPair() + blsPair()));
        all.add(new PrecompileWork("BLS12-381 map to G1", 0x10, blsNumber()));
        all.add(new PrecompileWork("BLS12-381 map to G2", 0x11, blsNumber() + blsNumber()));
        return all;
    }

    /** Whether Shanghai has it, the last fork that the peer knows. */
    boolean isKnownToPeer() {
        return Precompiles.of(Fork.SHANGHAI).at(contract).isPresent();
    }

    Precompile precompile() {
        return Precompiles.of(Fork.PRAGUE).at(contract).orElseThrow();
    }

    byte[] bytes() {
        return Hex.decode(input);
    }

    private static String run(int contract, String input) {
        PrecompileWork work = new PrecompileWork("", contract, input);
        return Hex.encode(work.precompile().run(work.bytes()).orElseThrow());
    }

    private static String signature() {
        Bytes32 hash = Bytes32.fromHex(random(32));
        Secp256k1.Signature signature = Secp256k1.sign(hash, Bytes32.fromHex("46".repeat(32)));
        return hash.toHex()
                + number(BigInteger.valueOf(27L + signature.yParity()))
                + number(signature.r().toBigInteger())
                + number(signature.s().toBigInteger());
    }

    /** A random base and an odd modulus of {@code size} bytes. */
    private static String modExp(int size, String exponent) {
        String length = number(BigInteger.valueOf(size));
        String modulus = "f" + random(size).substring(2) + "1";
        return length + number(BigInteger.valueOf(exponent.length() / 2)) + length + random(size) + exponent + modulus;
    }

    private static String terms() {
        StringBuilder terms = new StringBuilder();
        for (int i = 0; i < BLS_TERMS; i++) {
            terms.append(run(0x10, blsNumber())).append(random(32));
        }
        return terms.toString();
    }

    private static String blsPair() {
        return run(0x10, blsNumber()) + run(0x11, blsNumber() + blsNumber());
    }

    private static String blsNumber() {
        return "00".repeat(17) + random(47);
    }

    private static String number(BigInteger number) {
        return String.format("%064x", number);
    }

    private static String random(int size) {
        byte[] bytes = new byte[size];
        RANDOM.nextBytes(bytes);
        return Hex.encode(bytes);
    }
}
