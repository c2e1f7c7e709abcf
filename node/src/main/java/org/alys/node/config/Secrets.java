package org.alys.node.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.alys.chain.bls.BlsSecretKey;
import org.alys.chain.spec.ChainSpec;
import org.alys.chain.spec.FederationMember;
import org.alys.node.config.ConfigProblem.Code;
import org.alys.primitives.Bytes32;

/** The section {@code member}: reads the key files and finds out which member they belong to. */
final class Secrets {
    static final String BLS_FILE = "member.blsSecretFile";
    static final String BITCOIN_FILE = "member.bitcoinSecretFile";

    private final ConfigReader reader;

    Secrets(ConfigReader reader) {
        this.reader = reader;
    }

    /** @param chain empty when it has problems of its own; then only the files are checked */
    Optional<MemberKeys> member(Optional<ChainSpec> chain) {
        if (!reader.has(BLS_FILE) && !reader.has(BITCOIN_FILE)) {
            return Optional.empty();
        }
        Optional<BlsSecretKey> bls =
                reader.required(BLS_FILE, "a member needs both key files", key -> secret(key, BlsSecretKey::of));
        Optional<Secp256k1Secret> bitcoin =
                reader.required(BITCOIN_FILE, "a member needs both key files", key -> secret(key, Secp256k1Secret::of));
        if (chain.isEmpty() || bls.isEmpty() || bitcoin.isEmpty()) {
            return Optional.empty();
        }
        List<FederationMember> members = chain.get().federation();
        Optional<Integer> index = IntStream.range(0, members.size())
                .filter(i -> members.get(i)
                        .blsPublicKey()
                        .equals(bls.get().publicKey().bytes()))
                .boxed()
                .findFirst();
        if (index.isEmpty()) {
            reader.refuse(
                    Code.CFG005,
                    BLS_FILE,
                    "holds the key of nobody in chain.federation; its public key is "
                            + bls.get().publicKey().bytes());
            return Optional.empty();
        }
        if (!members.get(index.get()).bitcoinPublicKey().equals(bitcoin.get().publicKey())) {
            reader.refuse(
                    Code.CFG005,
                    BITCOIN_FILE,
                    "must hold the key of chain.federation[" + index.get()
                            + "], to which the BLS key belongs; its public key is "
                            + bitcoin.get().publicKey());
            return Optional.empty();
        }
        return Optional.of(new MemberKeys(index.get(), bls.get(), bitcoin.get()));
    }

    private <K> Optional<K> secret(String key, Function<Bytes32, K> toKey) {
        return reader.path(key).flatMap(file -> secret(key, file, toKey));
    }

    /** The secret in the file that {@code key} names. */
    <K> Optional<K> secret(String key, Path file, Function<Bytes32, K> toKey) {
        try {
            K secret = toKey.apply(SecretFile.read(file));
            warnIfOpen(reader, key, file);
            return Optional.of(secret);
        } catch (IOException e) {
            reader.refuse(Code.CFG007, key, "cannot use " + file + ": " + reason(e));
        } catch (IllegalArgumentException e) {
            reader.refuse(Code.CFG007, key, "cannot use " + file + ": " + e.getMessage());
        }
        return Optional.empty();
    }

    static void warnIfOpen(ConfigReader reader, String key, Path file) {
        try {
            if (SecretFile.isOpenToOthers(file)) {
                reader.warn(Code.CFG101, key, file + " can be read by others: chmod 600 " + file);
            }
        } catch (IOException e) {
            reader.warn(Code.CFG101, key, "cannot tell who may read " + file + ": " + reason(e));
        }
    }

    /** Messages of the file system are often the bare path. */
    static String reason(IOException e) {
        return switch (e) {
            case java.nio.file.NoSuchFileException _ -> "there is no such file";
            case java.nio.file.AccessDeniedException _ -> "reading it is not allowed";
            default -> String.valueOf(e.getMessage());
        };
    }
}
