package org.alys.actor;

/**
 * The place of an actor in the tree, such as {@code /chain/importer}. Unique among the living actors of a system.
 *
 * @param value slash-separated names; each of 1 to 128 letters, digits, dots, underscores or hyphens
 */
public record ActorPath(String value) {
    private static final int LONGEST_NAME = 128;

    public ActorPath {
        int from = 0;
        while (from >= 0) {
            if (from >= value.length() || value.charAt(from) != '/') {
                throw new IllegalArgumentException("not an actor path: " + value);
            }
            int end = value.indexOf('/', from + 1);
            if (!isName(value, from + 1, end < 0 ? value.length() : end)) {
                throw new IllegalArgumentException("not an actor path: " + value);
            }
            from = end;
        }
    }

    /** The path of a top-level actor. */
    public static ActorPath of(String name) {
        return new ActorPath("/" + requireName(name));
    }

    public ActorPath child(String name) {
        return new ActorPath(value + "/" + requireName(name));
    }

    /** The last part. */
    public String name() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    private static String requireName(String name) {
        if (!isName(name, 0, name.length())) {
            throw new IllegalArgumentException(
                    "not an actor name, 1 to 128 letters, digits, dots, underscores or hyphens: " + name);
        }
        return name;
    }

    private static boolean isName(String text, int from, int to) {
        if (to <= from || to - from > LONGEST_NAME) {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean allowed = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '.'
                    || c == '_'
                    || c == '-';
            if (!allowed) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return value;
    }
}
