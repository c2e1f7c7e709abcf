package org.alys.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Wei;

/**
 * The execution layer: it builds, executes and keeps EVM blocks, and follows the fork choice it is told. Calls block the
 * calling thread until there is an answer or the method's time is over, and may come from several threads, but fork
 * choice updates take effect in the order in which they were called, so one caller at a time must send them.
 *
 * <p>Every method may throw {@link ExecutionFailedException}; what happened is in its {@link ExecutionFailure}. A block
 * that breaks the rules is not a failure of the client but an answer.
 *
 * <p>Source: execution-apis, {@code src/engine} (paris, shanghai, cancun, prague, common, identification).
 */
public interface ExecutionClient extends AutoCloseable {

    /** The names of the engine methods, with version, that the client offers. */
    Set<String> exchangeCapabilities();

    /** What the client says it is; empty when it does not say. */
    Optional<ClientVersion> clientVersion();

    /**
     * Makes {@code state.head()} the head of the canonical chain and, with attributes, starts to build a payload on it.
     *
     * @return {@code Valid} with the id of the build exactly when attributes were given and accepted
     */
    ForkchoiceResult forkchoiceUpdated(ForkchoiceState state, Optional<PayloadAttributes> attributes);

    /** Ends the build and returns the payload as it stands. */
    BuiltPayload getPayload(PayloadId id);

    /**
     * Executes a payload. Blob transactions never pass: the expected blob hashes are always the empty list.
     *
     * @param parentBeaconBlockRoot part of the block's hash from Cancun on (EIP-4788); not used before
     */
    PayloadStatus newPayload(ExecutionPayload payload, Bytes32 parentBeaconBlockRoot);

    /** One entry for each hash, in order, empty where the block is not known; at most 32 hashes. */
    List<Optional<PayloadBody>> payloadBodiesByHash(List<Bytes32> hashes);

    /**
     * Bodies of the canonical blocks {@code start} to {@code start + count - 1}; the list ends at the head, and is empty
     * within where the client lacks a block.
     *
     * @param start at least 1
     * @param count 1 to 32
     */
    List<Optional<PayloadBody>> payloadBodiesByRange(long start, int count);

    /** The header of a block on any branch; empty when it is not known. */
    Optional<BlockHeader> headerByHash(Bytes32 hash);

    /** The header of a block of the canonical chain; empty when there is none, or the tag was never set. */
    Optional<BlockHeader> headerAt(BlockRef block);

    /**
     * A whole block of any branch, the genesis block included; empty when it is not known. A block that commits to
     * execution requests (EIP-7685) cannot be read back through JSON-RPC: such a client answers with
     * {@link ExecutionFailure.BadAnswer}.
     */
    Optional<ExecutionPayload> payloadByHash(Bytes32 hash);

    /** As {@link #payloadByHash}, for a block of the canonical chain. */
    Optional<ExecutionPayload> payloadAt(BlockRef block);

    /**
     * The receipts of an executed block, in order of its transactions, checked against the block: number, transaction
     * hashes, block hash, cumulative gas, gas used, bloom filter. Fails with {@link ExecutionFailure.UnknownBlock} while
     * the client does not serve them.
     */
    List<Receipt> receipts(ExecutionPayload payload);

    /** The balance after {@code block}. */
    Wei balance(EvmAddress address, BlockRef block);

    /** The code after {@code block}; empty bytes when there is none. */
    Bytes code(EvmAddress address, BlockRef block);

    /** The EVM chain id (EIP-155). */
    long chainId();

    /** How far the client has to go; empty when it has caught up. */
    Optional<SyncProgress> syncProgress();

    /**
     * Hands a signed transaction to the client's pool.
     *
     * @param transaction in its EIP-2718 encoding
     * @return its hash; a transaction that the pool does not take fails with {@link ExecutionFailure.RpcError}
     */
    Bytes32 sendRawTransaction(Bytes transaction);

    @Override
    void close();
}
