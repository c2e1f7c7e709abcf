package org.alys.chain.signing;

import java.util.EnumMap;
import java.util.Map;
import org.alys.primitives.Bytes32;
import org.alys.primitives.ssz.Ssz;
import org.alys.primitives.ssz.SszContainer;
import org.alys.primitives.ssz.SszType;

/**
 * The 32 bytes that BLS signs: {@code hash_tree_root(SigningData{root, domain})} with {@code domain} =
 * {@code hash_tree_root(Domain{kind uint8, genesisRoot})}. Nothing can be replayed on another network or as another kind.
 */
public final class SigningDomain {
    private record Domain(int kind, Bytes32 genesisRoot) {}

    private record SigningData(Bytes32 root, Bytes32 domain) {}

    private static final SszType<Domain> DOMAIN = domainSchema();
    private static final SszType<SigningData> SIGNING_DATA = signingDataSchema();

    private final Bytes32 genesisRoot;
    private final Map<MessageKind, Bytes32> domains = new EnumMap<>(MessageKind.class);

    public SigningDomain(Bytes32 genesisRoot) {
        this.genesisRoot = genesisRoot;
        for (MessageKind kind : MessageKind.values()) {
            domains.put(kind, DOMAIN.root(new Domain(kind.code(), genesisRoot)));
        }
    }

    /** The root of the genesis block of the chain that signatures are for. */
    public Bytes32 genesisRoot() {
        return genesisRoot;
    }

    /** What is signed for the object with that {@code root}. */
    public Bytes32 signingRoot(MessageKind kind, Bytes32 root) {
        return SIGNING_DATA.root(new SigningData(root, domain(kind)));
    }

    private Bytes32 domain(MessageKind kind) {
        Bytes32 domain = domains.get(kind);
        if (domain == null) {
            throw new IllegalStateException("the constructor made a domain for every kind, not for " + kind);
        }
        return domain;
    }

    private static SszType<Domain> domainSchema() {
        var domain = new SszContainer<Domain>("Domain");
        var kind = domain.field("kind", Ssz.UINT8, Domain::kind);
        var genesisRoot = domain.field("genesisRoot", Ssz.BYTES32, Domain::genesisRoot);
        return domain.build(f -> new Domain(f.get(kind), f.get(genesisRoot)));
    }

    private static SszType<SigningData> signingDataSchema() {
        var data = new SszContainer<SigningData>("SigningData");
        var root = data.field("root", Ssz.BYTES32, SigningData::root);
        var domain = data.field("domain", Ssz.BYTES32, SigningData::domain);
        return data.build(f -> new SigningData(f.get(root), f.get(domain)));
    }
}
