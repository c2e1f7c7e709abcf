package org.alys.p2p.identity;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.alys.p2p.wire.WireException;
import org.alys.primitives.Bytes;

/**
 * One protocol of a multiaddress with its value.
 *
 * @param value the binary form; empty for protocols that carry none
 */
public record AddressPart(Protocol protocol, Bytes value) {
    private static final byte[] MAPPED_IP4 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff};
    private static final int MAX_NAME = 255;
    private static final int MAX_PORT = 0xffff;

    /** The protocols that may occur in an address, with their multicodec numbers; only some can be dialled. */
    public enum Protocol {
        IP4(4, "ip4", 4),
        TCP(6, "tcp", 2),
        IP6(41, "ip6", 16),
        DNS(53, "dns", Protocol.VARIABLE),
        DNS4(54, "dns4", Protocol.VARIABLE),
        DNS6(55, "dns6", Protocol.VARIABLE),
        DNSADDR(56, "dnsaddr", Protocol.VARIABLE),
        UDP(273, "udp", 2),
        P2P_CIRCUIT(290, "p2p-circuit", 0),
        P2P(421, "p2p", Protocol.VARIABLE),
        QUIC_V1(461, "quic-v1", 0),
        WS(477, "ws", 0),
        WSS(478, "wss", 0);

        /** The value is preceded by its length. */
        static final int VARIABLE = -1;

        private final int code;
        private final String text;
        private final int length;

        Protocol(int code, String text, int length) {
            this.code = code;
            this.text = text;
            this.length = length;
        }

        int code() {
            return code;
        }

        String text() {
            return text;
        }

        int length() {
            return length;
        }

        static Protocol of(long code) throws WireException {
            for (Protocol protocol : values()) {
                if (protocol.code == code) {
                    return protocol;
                }
            }
            throw new WireException("address protocol " + code + " is not known");
        }

        static Protocol named(String text) {
            for (Protocol protocol : values()) {
                if (protocol.text.equals(text)) {
                    return protocol;
                }
            }
            throw new IllegalArgumentException("address protocol " + text + " is not known");
        }
    }

    /** The part whose value is written as {@code text}. */
    static AddressPart parse(Protocol protocol, String text) {
        return new AddressPart(
                protocol,
                switch (protocol) {
                    case IP4 -> ip4(text);
                    case IP6 -> ip6(text);
                    case TCP, UDP -> port(text);
                    case P2P -> PeerId.parse(text).multihash();
                    case DNS, DNS4, DNS6, DNSADDR -> name(text);
                    case P2P_CIRCUIT, QUIC_V1, WS, WSS -> Bytes.EMPTY;
                });
    }

    /** Refuses a value that the protocol cannot have. */
    void check() throws WireException {
        switch (protocol) {
            case P2P -> PeerId.decode(value);
            case DNS, DNS4, DNS6, DNSADDR -> {
                if (!isName(value)) {
                    throw new WireException("address holds a name that is none");
                }
            }
            default -> {
                if (value.size() != protocol.length()) {
                    throw new WireException("address value of wrong length");
                }
            }
        }
    }

    /** The value as text; empty when the protocol carries none. */
    public String text() {
        return switch (protocol) {
            case IP4 -> ip().getHostAddress();
            case IP6 -> ip6Text();
            case TCP, UDP -> Integer.toString(port());
            case P2P -> new PeerId(value).toString();
            case DNS, DNS4, DNS6, DNSADDR -> new String(value.toArray(), StandardCharsets.US_ASCII);
            case P2P_CIRCUIT, QUIC_V1, WS, WSS -> "";
        };
    }

    int port() {
        return (value.get(0) << 8) | value.get(1);
    }

    InetAddress ip() {
        try {
            return InetAddress.getByAddress(value.toArray());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("the length of an address was checked", e);
        }
    }

    /** The JDK also reads shorter forms, which nobody writes into an address by intention. */
    private static Bytes ip4(String text) {
        InetAddress address = Inet4Address.ofLiteral(text);
        if (!address.getHostAddress().equals(text)) {
            throw new IllegalArgumentException("not an IPv4 address: " + text);
        }
        return Bytes.of(address.getAddress());
    }

    /** The JDK makes an IPv4 address of one that is mapped into IPv6; here it keeps its sixteen bytes. */
    private static Bytes ip6(String text) {
        byte[] address = Inet6Address.ofLiteral(text).getAddress();
        byte[] mapped = Arrays.copyOf(MAPPED_IP4, Protocol.IP6.length());
        if (address.length == Protocol.IP4.length()) {
            System.arraycopy(address, 0, mapped, MAPPED_IP4.length, address.length);
            return Bytes.of(mapped);
        }
        return Bytes.of(address);
    }

    private String ip6Text() {
        try {
            return Inet6Address.getByAddress("", value.toArray(), -1).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("the length of an address was checked", e);
        }
    }

    private static Bytes port(String text) {
        int port = Integer.parseInt(text);
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port " + text);
        }
        return Bytes.of(new byte[] {(byte) (port >> 8), (byte) port});
    }

    private static Bytes name(String text) {
        Bytes name = Bytes.of(text.getBytes(StandardCharsets.UTF_8));
        if (!isName(name)) {
            throw new IllegalArgumentException("not a host name: " + text);
        }
        return name;
    }

    private static boolean isName(Bytes name) {
        for (int i = 0; i < name.size(); i++) {
            int character = name.get(i);
            if (character <= ' ' || character == '/' || character > '~') {
                return false;
            }
        }
        return !name.isEmpty() && name.size() <= MAX_NAME;
    }
}
