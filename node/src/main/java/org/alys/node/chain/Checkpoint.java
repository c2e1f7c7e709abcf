package org.alys.node.chain;

import org.alys.chain.block.Block;
import org.alys.primitives.Bytes32;

/**
 * A block that an operator trusts, whoever certifies another.
 *
 * @param height at least 1
 */
public record Checkpoint(Bytes32 root, long height) {
    public Checkpoint {
        if (height < 1) {
            throw new IllegalArgumentException("the height of a checkpoint is at least 1, not " + height);
        }
    }

    /**
     * Reads {@code root@height}.
     *
     * @throws IllegalArgumentException when the text is not of that form
     */
    public static Checkpoint parse(String text) {
        int at = text.indexOf('@');
        if (at < 0 || !text.substring(at + 1).matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("must be root@height, such as 0x12...ef@5000, is " + text);
        }
        return new Checkpoint(Bytes32.fromHex(text.substring(0, at)), Long.parseLong(text.substring(at + 1)));
    }

    /** Whether a chain with this block is not the trusted one. */
    public boolean excludes(Block block) {
        return block.height() == height && !block.root().equals(root);
    }

    @Override
    public String toString() {
        return root.toHex0x() + "@" + height;
    }
}
