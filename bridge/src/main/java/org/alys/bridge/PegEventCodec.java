package org.alys.bridge;

import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.follow.FollowCursor;
import org.alys.bitcoin.tx.BitcoinReader;
import org.alys.bitcoin.tx.BitcoinWriter;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.Decoded;
import org.alys.bitcoin.tx.MalformedBytesException;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.primitives.Bytes;

/**
 * The stored form of {@link PegEvent}s and {@link Pegs}, in Bitcoin's encoding. An event is a byte of kind and its parts; pegs are the
 * book, the cursor, the last mint and the requests with their states. What is stored with it says by which version it was written.
 */
final class PegEventCodec {
    private static final int MAX_SIZE = 1 << 30;
    private static final int CONNECTED = 1;
    private static final int DISCONNECTED = 2;
    private static final int MINTED = 3;
    private static final int PEG_OUT_REQUESTED = 4;
    private static final int MIN_PEG_OUT_SIZE = Long.BYTES + 32 + Integer.BYTES + 1 + 1;

    private PegEventCodec() {}

    static byte[] encode(PegEvent event) {
        BitcoinWriter writer = new BitcoinWriter(64);
        switch (event) {
            case PegEvent.Connected(int height, BlockHash hash, var deposits, var spent) -> {
                writer.writeByte(CONNECTED).writeInt32(height).writeBytes32(hash.bytes());
                DepositCodec.write(
                        writer, deposits.stream().map(ListedDeposit::found).toList());
                writer.writeCompactSize(spent.size());
                spent.forEach(output -> DepositCodec.write(writer, output));
            }
            case PegEvent.Disconnected(int height, BlockHash hash) ->
                writer.writeByte(DISCONNECTED).writeInt32(height).writeBytes32(hash.bytes());
            case PegEvent.Minted minted -> write(writer.writeByte(MINTED), minted);
            case PegEvent.PegOutRequested(PegOutId id, PegOutRequest request) ->
                write(writer.writeByte(PEG_OUT_REQUESTED), id, request);
        }
        return writer.toArray();
    }

    private static void write(BitcoinWriter writer, PegEvent.Minted minted) {
        DepositCodec.write(writer, minted.deposit()).writeInt64(minted.height());
    }

    private static BitcoinWriter write(BitcoinWriter writer, PegOutId id, PegOutRequest request) {
        return writer.writeInt64(id.slot())
                .writeBytes32(id.block())
                .writeInt32(id.logIndex())
                .writeVarBytes(request.encode());
    }

    static Decoded<PegEvent> decodeEvent(byte[] bytes) {
        return Decoded.decode(bytes, MAX_SIZE, PegEventCodec::readEvent);
    }

    /** A number may be of the right size and out of its range. */
    private static PegEvent readEvent(BitcoinReader reader) throws MalformedBytesException {
        try {
            return readEventOf(reader.readByte(), reader);
        } catch (IllegalArgumentException e) {
            throw new MalformedBytesException(reader.position(), String.valueOf(e.getMessage()));
        }
    }

    private static PegEvent readEventOf(int kind, BitcoinReader reader) throws MalformedBytesException {
        return switch (kind) {
            case CONNECTED -> readConnected(reader);
            case DISCONNECTED -> new PegEvent.Disconnected(reader.readInt32(), new BlockHash(reader.readBytes32()));
            case MINTED -> readMinted(reader);
            case PEG_OUT_REQUESTED -> new PegEvent.PegOutRequested(readId(reader), readRequest(reader));
            default -> throw new MalformedBytesException(0, "unknown kind of event " + kind);
        };
    }

    private static PegEvent.Connected readConnected(BitcoinReader reader) throws MalformedBytesException {
        int height = reader.readInt32();
        BlockHash hash = new BlockHash(reader.readBytes32());
        List<Deposit> deposits =
                DepositCodec.read(reader).stream().map(ListedDeposit::deposit).toList();
        OutPoint[] spent = new OutPoint[reader.readCount(DepositCodec.OUT_POINT_SIZE)];
        for (int i = 0; i < spent.length; i++) {
            spent[i] = DepositCodec.readOutPoint(reader);
        }
        return new PegEvent.Connected(height, hash, deposits, List.of(spent));
    }

    private static PegEvent.Minted readMinted(BitcoinReader reader) throws MalformedBytesException {
        return new PegEvent.Minted(DepositCodec.readOutPoint(reader), reader.readInt64());
    }

    private static PegOutId readId(BitcoinReader reader) throws MalformedBytesException {
        return new PegOutId(reader.readInt64(), reader.readBytes32(), reader.readInt32());
    }

    private static PegOutRequest readRequest(BitcoinReader reader) throws MalformedBytesException {
        int at = reader.position();
        return switch (PegOutRequest.decode(reader.readVarBytes())) {
            case org.alys.primitives.ssz.Decoded.Value<PegOutRequest>(PegOutRequest request) -> request;
            case org.alys.primitives.ssz.Decoded.Malformed<PegOutRequest>(String reason) ->
                throw new MalformedBytesException(at, "peg-out request: " + reason);
        };
    }

    static byte[] encode(Pegs pegs) {
        BitcoinWriter writer = new BitcoinWriter(1024);
        writer.writeVarBytes(Bytes.of(pegs.pegIns().encode()));
        writer.writeVarBytes(Bytes.of(pegs.cursor().encode()));
        writer.writeByte(pegs.lastMint().isPresent() ? 1 : 0);
        pegs.lastMint().ifPresent(minted -> write(writer, minted));
        List<PegOut> requests = pegs.pegOuts().inOrder();
        writer.writeCompactSize(requests.size());
        requests.forEach(pegOut -> write(writer, pegOut.id(), pegOut.request())
                .writeByte(pegOut.state().code()));
        return writer.toArray();
    }

    static Decoded<Pegs> decodePegs(byte[] bytes, PegInTerms terms) {
        return Decoded.decode(bytes, MAX_SIZE, reader -> readPegs(reader, terms));
    }

    private static Pegs readPegs(BitcoinReader reader, PegInTerms terms) throws MalformedBytesException {
        PegInBook pegIns = required(PegInBook.decode(reader.readVarBytes().toArray(), terms));
        FollowCursor cursor = required(FollowCursor.decode(reader.readVarBytes().toArray()));
        Optional<PegEvent.Minted> lastMint =
                reader.readByte() == 0 ? Optional.empty() : Optional.of(readMinted(reader));
        PegOutBook pegOuts = new PegOutBook();
        int requests = reader.readCount(MIN_PEG_OUT_SIZE);
        for (int i = 0; i < requests; i++) {
            pegOuts.restore(readPegOut(reader));
        }
        try {
            return new Pegs(pegIns, pegOuts, cursor, lastMint);
        } catch (IllegalArgumentException e) {
            throw new MalformedBytesException(0, String.valueOf(e.getMessage()));
        }
    }

    private static PegOut readPegOut(BitcoinReader reader) throws MalformedBytesException {
        PegOutId id = readId(reader);
        PegOutRequest request = readRequest(reader);
        int code = reader.readByte();
        PegOutState state = PegOutState.ofCode(code)
                .orElseThrow(() -> new MalformedBytesException(reader.position(), "unknown state " + code));
        return new PegOut(id, request, state);
    }

    private static <T> T required(Decoded<T> part) throws MalformedBytesException {
        return switch (part) {
            case Decoded.Valid<T>(T value) -> value;
            case Decoded.Malformed<T>(int offset, String reason) -> throw new MalformedBytesException(offset, reason);
        };
    }
}
