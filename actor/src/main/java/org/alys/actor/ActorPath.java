package org.alys.actor;

import java.util.regex.Pattern;

/**
 * The place of an actor in the tree, such as {@code /chain/importer}. Unique among the living actors of a system.
 *
 * @param value slash-separated names; each of 1 to 128 letters, digits, dots, underscores or hyphens
 */
public record ActorPath(String value) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._-]{1,128})+");

    public ActorPath {
        if (!PATH.matcher(value).matches()) {
            throw new IllegalArgumentException("not an actor path: " + value);
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
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not an actor name: " + name);
        }
        return name;
    }

    @Override
    public String toString() {
        return value;
    }
}
