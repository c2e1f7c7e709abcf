package org.alys.evm.execution;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.alys.evm.crypto.Secp256k1;
import org.alys.evm.interpreter.RandomProgram;
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
    static final EvmAddress FEE_RECIPIENT = address(0xfee);

    private static final List<Bytes32> KEYS = List.of(key(1), key(2), key(3));
    private static final List<EvmAddress> CONTRACTS = List.of(address(0xc1), address(0xc2));
    private static final List<TransactionType> TYPES = List.of(
            TransactionType.LEGACY, TransactionType.ACCESS_LIST, TransactionType.DYNAMIC_FEE, TransactionType.SET_CODE);

    static RandomTransaction generate(Random random) {
        List<EvmAddress> owners = KEYS.stream()
                .map(key -> Secp256k1.addressOf(Secp256k1.publicKey(key)))
                .toList();
        List<EvmAddress> known = new ArrayList<>(CONTRACTS);
        known.addAll(owners);
        known.addAll(List.of(FEE_RECIPIENT, address(0xdead), address(4)));
        ObjectNode pre = JsonNodeFactory.instance.objectNode();
        for (EvmAddress contract : CONTRACTS) {
            byte[] code = new RandomProgram(random, known).generate(5 + random.nextInt(40));
            add(pre, contract, 1, random.nextInt(4), Hex.encode0x(code))
                    .putObject("storage")
                    .put("0x02", "0x01");
        }
        for (EvmAddress owner : owners) {
            boolean absent = !owner.equals(owners.getFirst()) && random.nextInt(3) == 0;
            if (!absent) {
                String code = random.nextInt(3) == 0
                        ? "0xef0100" + pick(random, known).toHex0x().substring(2)
                        : "0x";
                add(pre, owner, random.nextInt(2), 1_000_000_000_000_000L, code).putObject("storage");
            }
        }
        return new RandomTransaction(pre, transaction(random, pre, owners, known));
    }

    private static SignedTransaction transaction(
            Random random, ObjectNode pre, List<EvmAddress> owners, List<EvmAddress> known) {
        TransactionType type = TYPES.get(Math.max(0, random.nextInt(6) - 2));
        boolean creates = type != TransactionType.SET_CODE && random.nextInt(6) == 0;
        byte[] data = new byte[random.nextInt(4) == 0 ? random.nextInt(3000) : random.nextInt(60)];
        random.nextBytes(data);
        if (creates) {
            data = new RandomProgram(random, known).generate(5 + random.nextInt(30));
        }
        boolean onePrice = type == TransactionType.LEGACY || type == TransactionType.ACCESS_LIST;
        long tip = random.nextInt(12);
        TransactionDraft draft = TransactionDraft.of(type, UInt256.ONE)
                .nonce(
                        pre.path(owners.getFirst().toHex0x())
                                        .path("nonce")
                                        .asText()
                                        .equals("0x1")
                                ? 1
                                : 0)
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
            draft = draft.authorizations(authorizations(random, known));
        }
        return draft.sign(KEYS.getFirst());
    }

    private static List<Authorization> authorizations(Random random, List<EvmAddress> known) {
        List<Authorization> authorizations = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            EvmAddress delegate = random.nextInt(5) == 0 ? EvmAddress.ZERO : pick(random, known);
            UInt256 chain = UInt256.of(random.nextInt(5) == 0 ? 2 : random.nextInt(2));
            Bytes32 key = KEYS.get(random.nextInt(KEYS.size()));
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

    private static Bytes32 key(int number) {
        return UInt256.of(number).toBytes32();
    }

    private static EvmAddress address(int number) {
        byte[] bytes = new byte[EvmAddress.SIZE];
        bytes[18] = (byte) (number >>> 8);
        bytes[19] = (byte) number;
        return EvmAddress.of(bytes);
    }
}
