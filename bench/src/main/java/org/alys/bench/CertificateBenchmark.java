package org.alys.bench;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.alys.chain.bls.BlsSecretKey;
import org.alys.chain.signing.Federation;
import org.alys.chain.signing.MessageKind;
import org.alys.chain.signing.Signatures;
import org.alys.chain.signing.SigningDomain;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import supranational.blst.BLST_ERROR;
import supranational.blst.P1;
import supranational.blst.P1_Affine;
import supranational.blst.P2_Affine;

/**
 * Verification of a certificate as the chain does it, beside the calls into jblst that nothing can save: both in the same run, so
 * that their ratio does not depend on the machine. The ratio is to be at most 1.2.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class CertificateBenchmark {
    private static final String DST = "BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_";

    /** Members that signed. */
    @Param({"3", "10"})
    private int signers = 3;

    private Signatures signatures = newSignatures(keys(signers));
    private Certificate certificate = certify(signatures, signers);
    private List<P1_Affine> points = List.of();
    private byte[] message = {};

    @Setup
    public void setUp() {
        List<BlsSecretKey> keys = keys(signers);
        signatures = newSignatures(keys);
        certificate = certify(signatures, signers);
        points = keys.stream()
                .map(key -> new P1_Affine(key.publicKey().bytes().toArray()))
                .toList();
        message = signatures
                .domain()
                .signingRoot(MessageKind.NOTARIZE, Ballot.SCHEMA.root(certificate.ballot()))
                .toArray();
    }

    private static List<BlsSecretKey> keys(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(seed -> BlsSecretKey.generate(new Random(seed)))
                .toList();
    }

    private static Signatures newSignatures(List<BlsSecretKey> keys) {
        Federation federation =
                new Federation(keys.stream().map(BlsSecretKey::publicKey).toList(), keys.size());
        return new Signatures(federation, new SigningDomain(Bytes32.ZERO));
    }

    private static Certificate certify(Signatures signatures, int signers) {
        Ballot ballot = Ballot.notarize(850_000_000, Bytes32.of(Hashes.sha256(new byte[0])));
        List<BlsSecretKey> keys = keys(signers);
        return signatures.certificate(IntStream.range(0, signers)
                .mapToObj(member -> signatures.vote(keys.get(member), member, ballot))
                .toList());
    }

    /** The chain's way, from the certificate to the verdict. */
    @Benchmark
    public boolean certificate() {
        return signatures.check(certificate).isValid();
    }

    /** Sum of unpacked keys, unpacked signature, pairing check with its subgroup check. */
    @Benchmark
    public boolean rawJblst() {
        P1 sum = new P1();
        points.forEach(sum::add);
        P2_Affine signature = new P2_Affine(certificate.aggregate().bytes().toArray());
        return signature.core_verify(sum.to_affine(), true, message, DST) == BLST_ERROR.BLST_SUCCESS;
    }
}
