package org.alys.p2p.identity;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.p2p.identity.AddressPart.Protocol;
import org.alys.p2p.wire.Varint;
import org.alys.p2p.wire.WireException;
import org.alys.primitives.Bytes;

/** A self-describing network address such as {@code /ip4/203.0.113.7/tcp/9000/p2p/12D3...} (multiformats multiaddr). */
public record Multiaddr(List<AddressPart> parts) {
    /** Bytes of the longest binary address accepted. */
    public static final int MAX_LENGTH = 512;

    private static final int MAX_PARTS = 12;

    public Multiaddr {
        parts = List.copyOf(parts);
    }

    /**
     * The address from its text form.
     *
     * @throws IllegalArgumentException when {@code text} is not an address of known protocols
     */
    public static Multiaddr parse(String text) {
        if (text.length() > 2 * MAX_LENGTH || !text.startsWith("/")) {
            throw new IllegalArgumentException("not a multiaddress: " + text);
        }
        String[] words = text.substring(1).split("/", 2 * MAX_PARTS + 1);
        List<AddressPart> parts = new ArrayList<>();
        int at = 0;
        while (at < words.length) {
            Protocol protocol = Protocol.named(words[at++]);
            if (protocol.length() != 0 && at == words.length) {
                throw new IllegalArgumentException("multiaddress is cut off: " + text);
            }
            parts.add(AddressPart.parse(protocol, protocol.length() == 0 ? "" : words[at++]));
        }
        if (parts.size() > MAX_PARTS) {
            throw new IllegalArgumentException("multiaddress of " + parts.size() + " parts");
        }
        return new Multiaddr(parts);
    }

    /** The address from its binary form. */
    public static Multiaddr decode(byte[] encoded) throws WireException {
        if (encoded.length > MAX_LENGTH) {
            throw new WireException("address longer than " + MAX_LENGTH);
        }
        if (encoded.length == 0) {
            throw new WireException("address is empty");
        }
        ByteBuffer in = ByteBuffer.wrap(encoded);
        List<AddressPart> parts = new ArrayList<>();
        while (in.hasRemaining()) {
            if (parts.size() == MAX_PARTS) {
                throw new WireException("address of more than " + MAX_PARTS + " parts");
            }
            Protocol protocol = Protocol.of(Varint.read(in));
            long length = protocol.length() == Protocol.VARIABLE ? Varint.read(in) : protocol.length();
            if (length < 0 || length > in.remaining()) {
                throw new WireException("address is cut off");
            }
            byte[] value = new byte[(int) length];
            in.get(value);
            AddressPart part = new AddressPart(protocol, Bytes.of(value));
            part.check();
            parts.add(part);
        }
        return new Multiaddr(parts);
    }

    /** The address of a TCP endpoint. */
    public static Multiaddr tcp(InetAddress host, int port) {
        byte[] ip = host.getAddress();
        return new Multiaddr(List.of(
                new AddressPart(ip.length == 4 ? Protocol.IP4 : Protocol.IP6, Bytes.of(ip)),
                AddressPart.parse(Protocol.TCP, Integer.toString(port))));
    }

    /** The binary form. */
    public byte[] encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (AddressPart part : parts) {
            Varint.write(out, part.protocol().code());
            if (part.protocol().length() == Protocol.VARIABLE) {
                Varint.write(out, part.value().size());
            }
            out.writeBytes(part.value().toArray());
        }
        return out.toByteArray();
    }

    /** This address followed by {@code /p2p/peer}. */
    public Multiaddr withPeer(PeerId peer) {
        List<AddressPart> longer = new ArrayList<>(withoutPeer().parts);
        longer.add(new AddressPart(Protocol.P2P, peer.multihash()));
        return new Multiaddr(longer);
    }

    /** This address without a {@code /p2p} part at its end. */
    public Multiaddr withoutPeer() {
        return peer().isPresent() ? new Multiaddr(parts.subList(0, parts.size() - 1)) : this;
    }

    /** The peer that the address ends with. */
    public Optional<PeerId> peer() {
        return parts.isEmpty() || parts.getLast().protocol() != Protocol.P2P
                ? Optional.empty()
                : Optional.of(new PeerId(parts.getLast().value()));
    }

    /** The IP address it starts with, when it starts with one. */
    public Optional<InetAddress> ip() {
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        AddressPart first = parts.getFirst();
        return switch (first.protocol()) {
            case IP4, IP6 -> Optional.of(first.ip());
            default -> Optional.empty();
        };
    }

    /** Where to dial or listen over plain TCP; a host name is not yet resolved. Empty for every other transport. */
    public Optional<InetSocketAddress> tcpEndpoint() {
        List<AddressPart> plain = withoutPeer().parts;
        if (plain.size() != 2 || plain.get(1).protocol() != Protocol.TCP) {
            return Optional.empty();
        }
        AddressPart host = plain.get(0);
        int port = plain.get(1).port();
        return switch (host.protocol()) {
            case IP4, IP6 -> Optional.of(new InetSocketAddress(host.ip(), port));
            case DNS, DNS4, DNS6 -> Optional.of(InetSocketAddress.createUnresolved(host.text(), port));
            default -> Optional.empty();
        };
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (AddressPart part : parts) {
            out.append('/').append(part.protocol().text());
            if (part.protocol().length() != 0) {
                out.append('/').append(part.text());
            }
        }
        return out.toString();
    }
}
