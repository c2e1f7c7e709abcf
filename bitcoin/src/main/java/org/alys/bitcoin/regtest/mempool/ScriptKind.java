package org.alys.bitcoin.regtest.mempool;

import java.util.List;
import org.alys.bitcoin.regtest.consensus.ScriptParser;
import org.alys.bitcoin.regtest.consensus.ScriptParser.Operation;
import org.alys.bitcoin.regtest.consensus.ScriptParser.Parsed;
import org.alys.bitcoin.regtest.consensus.ScriptParser.WitnessProgram;
import org.alys.primitives.Bytes;

/** What kind of output a script makes, in Bitcoin Core's words. */
public enum ScriptKind {
    PUBKEY("pubkey"),
    PUBKEYHASH("pubkeyhash"),
    SCRIPTHASH("scripthash"),
    MULTISIG("multisig"),
    NULLDATA("nulldata"),
    WITNESS_V0_KEYHASH("witness_v0_keyhash"),
    WITNESS_V0_SCRIPTHASH("witness_v0_scripthash"),
    WITNESS_V1_TAPROOT("witness_v1_taproot"),
    ANCHOR("anchor"),
    WITNESS_UNKNOWN("witness_unknown"),
    NONSTANDARD("nonstandard");

    private static final int CHECKSIG = 0xac;
    private static final int CHECKMULTISIG = 0xae;
    private static final Bytes ANCHOR_SCRIPT = Bytes.fromHex("51024e73");

    private final String coreName;

    ScriptKind(String coreName) {
        this.coreName = coreName;
    }

    public String coreName() {
        return coreName;
    }

    public static ScriptKind of(Bytes script) {
        if (script.equals(ANCHOR_SCRIPT)) {
            return ANCHOR;
        }
        if (ScriptParser.isPayToScriptHash(script)) {
            return SCRIPTHASH;
        }
        return ScriptParser.witnessProgram(script)
                .map(ScriptKind::ofWitnessProgram)
                .orElseGet(() -> ofOldScript(script));
    }

    private static ScriptKind ofWitnessProgram(WitnessProgram program) {
        int size = program.program().size();
        return switch (program.version()) {
            case 0 -> size == 20 ? WITNESS_V0_KEYHASH : size == 32 ? WITNESS_V0_SCRIPTHASH : NONSTANDARD;
            case 1 -> size == 32 ? WITNESS_V1_TAPROOT : WITNESS_UNKNOWN;
            default -> WITNESS_UNKNOWN;
        };
    }

    private static ScriptKind ofOldScript(Bytes script) {
        Parsed parsed = ScriptParser.parse(script);
        List<Operation> operations = parsed.operations();
        if (!parsed.complete() || operations.isEmpty()) {
            return NONSTANDARD;
        }
        if (operations.getFirst().opcode() == ScriptParser.OP_RETURN) {
            return operations.stream().skip(1).allMatch(Operation::isPush) ? NULLDATA : NONSTANDARD;
        }
        if (isPubkeyHash(script)) {
            return PUBKEYHASH;
        }
        if (operations.size() == 2
                && isPublicKey(operations.getFirst().data())
                && operations.getLast().opcode() == CHECKSIG) {
            return PUBKEY;
        }
        return isMultisig(operations) ? MULTISIG : NONSTANDARD;
    }

    private static boolean isPubkeyHash(Bytes script) {
        return script.size() == 25
                && script.get(0) == 0x76
                && script.get(1) == 0xa9
                && script.get(2) == 20
                && script.get(23) == 0x88
                && script.get(24) == CHECKSIG;
    }

    private static boolean isMultisig(List<Operation> operations) {
        int size = operations.size();
        if (size < 4
                || operations.getLast().opcode() != CHECKMULTISIG
                || !operations.getFirst().isSmallNumber()
                || !operations.get(size - 2).isSmallNumber()) {
            return false;
        }
        int required = operations.getFirst().smallNumber();
        int keys = operations.get(size - 2).smallNumber();
        return required >= 1
                && keys >= required
                && keys == size - 3
                && operations.subList(1, size - 2).stream().allMatch(operation -> isPublicKey(operation.data()));
    }

    private static boolean isPublicKey(Bytes key) {
        return (key.size() == 33 && (key.get(0) == 2 || key.get(0) == 3))
                || (key.size() == 65 && (key.get(0) == 4 || key.get(0) == 6 || key.get(0) == 7));
    }

    /** How many keys a bare multisig script has. */
    static int multisigKeys(Bytes script) {
        return ScriptParser.parse(script).operations().size() - 3;
    }
}
