package org.alys.evm.execution;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.alys.evm.crypto.Secp256k1;
import org.alys.evm.interpreter.RandomProgram;
import org.alys.evm.payload.Fork;
import org.alys.evm.transaction.AccessListEntry;
import org.alys.evm.transaction.Authorization;
import org.alys.evm.transaction.Authorizations;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.evm.transaction.TransactionDraft;
import org.alys.evm.transaction.TransactionType;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hex;
import org.alys.primitives.UInt256;

/**
 * A transaction of any type but those with blobs, in a small world of contracts with random code and of accounts with and without
 * delegations.
 *
 * @param pre the accounts, as in the fixtures of Ethereum
 */
record RandomTransaction(ObjectNode pre, SignedTransaction transaction) {
    static final EvmAddress FEE_RECIPIENT = address(0xfee, 0);

    private static final int KEYS = 3;

    /** Which of the owners of keys, who may authorize, are there before the transaction; the sender always is. */
    enum Owners {
        ALL,
        SOME
    }

    private static final List<TransactionType> TYPES = List.of(
            TransactionType.LEGACY, TransactionType.ACCESS_LIST, TransactionType.DYNAMIC_FEE, TransactionType.SET_CODE);

    /**
     * A transaction of the world with this number; the worlds share no account that is there from the start.
     *
     * @param fork whose instructions and contracts its code has
     * @param world from 0 on
     * @param presence whether owners of keys may be missing
     */
    static RandomTransaction generate(Random random, Fork fork, int world, Owners presence) {
        List<Bytes32> keys = IntStream.rangeClosed(1, KEYS)
                .mapToObj(key -> UInt256.of(key + (long) KEYS * world).toBytes32())
                .toList();
        List<EvmAddress> contracts = List.of(address(0xc1, world), address(0xc2, world));
        List<EvmAddress> owners = keys.stream()
                .map(key -> Secp256k1.addressOf(Secp256k1.publicKey(key)))
                .toList();
        List<EvmAddress> known = new ArrayList<>(contracts);
        known.addAll(owners);
        known.addAll(List.of(FEE_RECIPIENT, address(0xdead, 0), address(4, 0)));
        if (fork.includes(Fork.OSAKA)) {
            known.add(address(0x100, 0));
        }
        ObjectNode pre = JsonNodeFactory.instance.objectNode();
        for (EvmAddress contract : contracts) {
            byte[] code = new RandomProgram(random, known, fork).generate(5 + random.nextInt(40));
            add(pre, contract, 1, random.nextInt(4), Hex.encode0x(code))
                    .putObject("storage")
                    .put("0x02", "0x01");
        }
        for (EvmAddress owner : owners) {
            boolean absent = presence == Owners.SOME && !owner.equals(owners.getFirst()) && random.nextInt(3) == 0;
            if (!absent) {
                String code = random.nextInt(3) == 0
                        ? "0xef0100" + pick(random, known).toHex0x().substring(2)
                        : "0x";
                add(pre, owner, random.nextInt(2), 1_000_000_000_000_000L, code).putObject("storage");
            }
        }
        return new RandomTransaction(pre, transaction(random, fork, pre, keys, known));
    }

    private static SignedTransaction transaction(
            Random random, Fork fork, ObjectNode pre, List<Bytes32> keys, List<EvmAddress> known) {
        EvmAddress sender = Secp256k1.addressOf(Secp256k1.publicKey(keys.getFirst()));
        TransactionType type = TYPES.get(Math.max(0, random.nextInt(6) - 2));
        boolean creates = type != TransactionType.SET_CODE && random.nextInt(6) == 0;
        byte[] data = new byte[random.nextInt(4) == 0 ? random.nextInt(3000) : random.nextInt(60)];
        random.nextBytes(data);
        if (creates) {
            data = new RandomProgram(random, known, fork).generate(5 + random.nextInt(30));
        }
        boolean onePrice = type == TransactionType.LEGACY || type == TransactionType.ACCESS_LIST;
        long tip = random.nextInt(12);
        TransactionDraft draft = TransactionDraft.of(type, UInt256.ONE)
                .nonce(pre.path(sender.toHex0x()).path("nonce").asText().equals("0x1") ? 1 : 0)
                .fees(UInt256.of(onePrice ? 9 + tip : tip), UInt256.of(9 + tip))
                .gasLimit(50_000 + random.nextInt(3) * 300_000L)
                .value(UInt256.of(random.nextInt(3)))
                .data(Bytes.of(data));
        if (!creates) {
            draft = draft.to(pick(random, known));
        }
        if (type != TransactionType.LEGACY && random.nextBoolean()) {
            draft = draft.accessList(List.of(new AccessListEntry(pick(random, known), List.of(UInt256.of(2)))));
        }
        if (type == TransactionType.SET_CODE) {
            draft = draft.authorizations(authorizations(random, keys, known));
        }
        return draft.sign(keys.getFirst());
    }

    private static List<Authorization> authorizations(Random random, List<Bytes32> keys, List<EvmAddress> known) {
        List<Authorization> authorizations = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            EvmAddress delegate = random.nextInt(5) == 0 ? EvmAddress.ZERO : pick(random, known);
            UInt256 chain = UInt256.of(random.nextInt(5) == 0 ? 2 : random.nextInt(2));
            Bytes32 key = keys.get(random.nextInt(keys.size()));
            authorizations.add(Authorizations.sign(chain, delegate, random.nextInt(3), key));
        }
        return authorizations;
    }

    private static ObjectNode add(ObjectNode pre, EvmAddress address, long nonce, long balance, String code) {
        return pre.putObject(address.toHex0x())
                .put("nonce", "0x" + Long.toHexString(nonce))
                .put("balance", "0x" + Long.toHexString(balance))
                .put("code", code);
    }

    private static EvmAddress pick(Random random, List<EvmAddress> addresses) {
        return addresses.get(random.nextInt(addresses.size()));
    }

    private static EvmAddress address(int number, int world) {
        byte[] bytes = ByteBuffer.allocate(EvmAddress.SIZE)
                .putInt(EvmAddress.SIZE - 2 * Integer.BYTES, world)
                .putInt(EvmAddress.SIZE - Integer.BYTES, number)
                .array();
        return EvmAddress.of(bytes);
    }
}
