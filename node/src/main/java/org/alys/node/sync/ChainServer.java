package org.alys.node.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.alys.actor.ActorRef;
import org.alys.actor.AskException;
import org.alys.actor.Reply;
import org.alys.chain.block.Block;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.evm.payload.Fork;
import org.alys.node.chain.ChainMessage;
import org.alys.node.chain.ChainPosition;
import org.alys.node.chain.StoredBlocks;
import org.alys.node.network.BlockRange;
import org.alys.node.network.PeerAnswer;
import org.alys.node.network.PeerRef;
import org.alys.node.network.PeerStatus;
import org.alys.node.network.Refusal;
import org.alys.node.network.ServedChain;
import org.alys.node.network.wire.RequestKind;
import org.alys.node.storage.StorageMessage;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.ssz.Decoded;
import org.alys.storage.StoredBlock;

/** What this node tells others of its chain: its position from the chain, blocks straight from storage. */
public final class ChainServer implements ServedChain {
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final ActorRef<ChainMessage> chain;
    private final ActorRef<StorageMessage> storage;
    private final Bytes32 genesisRoot;
    private final StoredBlocks codec;

    /** For a chain whose payloads are of {@code fork}. */
    public ChainServer(ActorRef<ChainMessage> chain, ActorRef<StorageMessage> storage, Bytes32 genesisRoot, Fork fork) {
        this.chain = chain;
        this.storage = storage;
        this.genesisRoot = genesisRoot;
        this.codec = new StoredBlocks(fork);
    }

    @Override
    public PeerAnswer<PeerStatus> status(PeerRef from, PeerStatus theirs) {
        return answer(() -> status(genesisRoot, chain.ask(ChainMessage.GetPosition::new, PATIENCE)));
    }

    /** Nobody is told of a final block that this node could not prove to be final when it is asked for it. */
    static PeerStatus status(Bytes32 genesisRoot, ChainPosition position) {
        return new PeerStatus(
                genesisRoot,
                position.proven().height(),
                position.proven().root(),
                Math.max(position.head().height(), position.proven().height()),
                position.head().root(),
                Math.min(position.bitcoinFinalHeight(), position.proven().height()));
    }

    @Override
    public PeerAnswer<BlockRange> blocksByRange(PeerRef from, long first, int count) {
        return answer(() -> {
            List<StoredBlock> stored = storage.ask(
                    (Reply<List<StoredBlock>> reply) ->
                            new StorageMessage.GetBlocks(first, count, RequestKind.BLOCK_BYTES_PER_ANSWER, reply),
                    PATIENCE);
            List<CertifiedBlock> blocks = new ArrayList<>();
            for (StoredBlock block : stored) {
                Optional<CertifiedBlock> certified = certified(block.bytes());
                if (certified.isEmpty()) {
                    break;
                }
                blocks.add(certified.get());
            }
            return new BlockRange(blocks, finality(blocks));
        });
    }

    @Override
    public PeerAnswer<BlockRange> blocksByRoot(PeerRef from, List<Bytes32> roots) {
        return answer(() -> {
            List<CertifiedBlock> blocks = new ArrayList<>();
            long bytes = 0;
            for (Bytes32 root : roots) {
                Optional<Bytes> stored = storage.ask(
                        (Reply<Optional<Bytes>> reply) -> new StorageMessage.GetBlock(root, reply), PATIENCE);
                bytes += stored.map(Bytes::size).orElse(0);
                if (!blocks.isEmpty() && bytes > RequestKind.BLOCK_BYTES_PER_ANSWER) {
                    break;
                }
                stored.flatMap(this::certified).ifPresent(blocks::add);
            }
            return new BlockRange(blocks, finality(blocks));
        });
    }

    /** Genesis, and a block whose finality came before its certificate, have none. */
    private Optional<CertifiedBlock> certified(Bytes stored) {
        StoredBlocks.Stored block = codec.decode(stored);
        return block.certificate().map(certificate -> new CertifiedBlock(block.signed(), certificate));
    }

    /** Of the last block in each span that has one. */
    private List<Certificate> finality(List<CertifiedBlock> blocks) {
        List<Certificate> found = new ArrayList<>();
        long span = Long.MAX_VALUE;
        for (CertifiedBlock certified : blocks.reversed()) {
            long ownSpan = certified.block().height() / BlockRange.FINALITY_SPAN;
            if (ownSpan != span && found.size() < BlockRange.MAX_FINALITY) {
                Optional<Certificate> finality = finality(certified.block());
                if (finality.isPresent()) {
                    found.addFirst(finality.get());
                    span = ownSpan;
                }
            }
        }
        return found;
    }

    private Optional<Certificate> finality(Block block) {
        return storage.ask(
                        (Reply<Optional<Bytes>> reply) -> new StorageMessage.GetFinality(block.slot(), reply), PATIENCE)
                .flatMap(bytes -> switch (Certificate.SCHEMA.decode(bytes)) {
                    case Decoded.Value<Certificate>(Certificate certificate) -> Optional.of(certificate);
                    case Decoded.Malformed<Certificate>(String reason) ->
                        throw new IllegalStateException("a stored certificate cannot be read: " + reason);
                })
                .filter(certificate -> certificate.ballot().equals(Ballot.finalize(block.slot(), block.root())));
    }

    private static <T> PeerAnswer<T> answer(Supplier<T> question) {
        try {
            return new PeerAnswer.Value<>(question.get());
        } catch (AskException e) {
            return new PeerAnswer.Refused<>(Refusal.UNAVAILABLE, "busy or starting");
        }
    }
}
