package org.alys.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** How a node of a {@link SinkPair} is told what to do: by lines on its standard input, until that ends. */
final class SinkCommands {
    private SinkCommands() {}

    /** Sends. */
    interface Driver {
        /** Nanoseconds that so many writes of {@code size} bytes take, until the receiver says that it has all. */
        long nanos(int size, int writes) throws IOException;
    }

    /** Says where it serves, and waits to be told to end. */
    static void serve(String address) throws IOException {
        say(address);
        try (BufferedReader input = input()) {
            while (input.readLine() != null) {
                throw new IOException("a server takes no commands");
            }
        }
    }

    static void drive(Driver driver) throws IOException {
        say("ready");
        try (BufferedReader input = input()) {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                String[] words = line.split(" ", 2);
                say(Long.toString(driver.nanos(Integer.parseInt(words[0]), Integer.parseInt(words[1]))));
            }
        }
    }

    private static BufferedReader input() {
        return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
