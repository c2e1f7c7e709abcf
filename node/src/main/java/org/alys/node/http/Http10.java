package org.alys.node.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * HTTP/1.0 requests in HTTP/1.1 words. A server may answer a 1.0 request with its own higher version (RFC 9110, section
 * 2.5); what a 1.0 client cannot read is a chunked body or a connection that stays open, so the request asks for close.
 */
final class Http10 {
    private Http10() {}

    /** {@code head} as HTTP/1.1 when it is a whole HTTP/1.0 head, else unchanged. A body that follows stays as it is. */
    static byte[] asHttp11(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        int end = isFirstLine(text) ? headEnd(text) : -1;
        if (end < 0) {
            return head;
        }
        String[] lines = text.substring(0, end).split("\r?\n", -1);
        StringBuilder rewritten = new StringBuilder();
        rewritten
                .append(lines[0].stripTrailing(), 0, lines[0].stripTrailing().length() - 1)
                .append("1\r\n");
        boolean host = false;
        for (int i = 1; i < lines.length; i++) {
            String name =
                    lines[i].substring(0, Math.max(lines[i].indexOf(':'), 0)).toLowerCase(Locale.ROOT);
            host |= name.equals("host");
            if (!lines[i].isEmpty() && !name.equals("connection") && !name.equals("keep-alive")) {
                rewritten.append(lines[i]).append("\r\n");
            }
        }
        rewritten.append(host ? "" : "Host: localhost\r\n").append("Connection: close\r\n\r\n");
        return (rewritten + text.substring(end)).getBytes(StandardCharsets.ISO_8859_1);
    }

    static boolean isFirstLine(String text) {
        int end = text.indexOf('\n');
        return end >= 0 && text.substring(0, end).stripTrailing().endsWith(" HTTP/1.0");
    }

    /** The index after the empty line that ends the head; -1 when it is not there yet. */
    static int headEnd(String text) {
        int crlf = text.indexOf("\r\n\r\n");
        int lf = text.indexOf("\n\n");
        if (crlf < 0 && lf < 0) {
            return -1;
        }
        return crlf >= 0 && (lf < 0 || crlf < lf) ? crlf + 4 : lf + 2;
    }
}
