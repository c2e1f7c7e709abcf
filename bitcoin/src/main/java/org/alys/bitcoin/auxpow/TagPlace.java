package org.alys.bitcoin.auxpow;

/** Where in a coinbase a merged-mining tag may stand. */
public enum TagPlace {
    /** Anywhere in the script of the only input: Namecoin and most pools. */
    INPUT_SCRIPT,
    /** As the whole script of an output: some pools that cannot touch the input script. */
    OUTPUT_SCRIPT,
    /** As one whole push of an output script that starts with OP_RETURN. */
    OP_RETURN
}
