package org.alys.node.federation;

import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.auxpow.AuxHash;
import org.alys.bitcoin.mining.BlockTemplate;
import org.alys.bitcoin.mining.MergedMiner;
import org.alys.bitcoin.mining.MergedMiningTree;
import org.alys.bitcoin.mining.MiningOutcome;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.node.chain.ChainMessage.CreateAuxPowTemplate;
import org.alys.node.chain.ChainMessage.SubmitAuxPow;
import org.alys.node.http.AuxBlockTemplate;
import org.alys.node.http.CreateAuxBlock;
import org.alys.node.http.SubmitAuxBlock;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;

/** Mines on regtest for one member, as a pool would. */
final class Miner {
    static final EvmAddress ADDRESS = EvmAddress.fromHex("0x" + "77".repeat(EvmAddress.SIZE));
    private static final Bytes PAYOUT = Bytes.fromHex("0014" + "33".repeat(20));

    private Miner() {}

    static AuxBlockTemplate template(Member member) {
        CreateAuxBlock answer = member.ask(reply -> new CreateAuxPowTemplate(ADDRESS, reply));
        if (answer instanceof CreateAuxBlock.Created(AuxBlockTemplate template)) {
            return template;
        }
        throw new AssertionError("no template: " + answer);
    }

    static Bytes solve(AuxBlockTemplate template) {
        BlockTemplate parent = new BlockTemplate(
                new BlockHash(Bytes32.fromHex("77".repeat(32))),
                200,
                0x20000000,
                Network.GENESIS_TIME,
                CompactTarget.REGTEST_LIMIT,
                new Sats(50 * Sats.PER_BTC),
                List.of(),
                Optional.empty());
        MergedMiningTree tree = MergedMiningTree.single(
                template.chainId(), new AuxHash(template.hash().reversed()));
        MergedMiner miner = new MergedMiner(parent, PAYOUT, tree, new CompactTarget(template.bits()));
        if (miner.mine(1_000_000, () -> false) instanceof MiningOutcome.Solved(var block, long hashes)) {
            return Bytes.of(block.proofFor(template.chainId()).orElseThrow().encode());
        }
        throw new AssertionError("no proof within a million hashes");
    }

    static SubmitAuxBlock submit(Member member, AuxBlockTemplate template) {
        Bytes proof = solve(template);
        return member.ask(reply -> new SubmitAuxPow(template.hash(), proof, reply));
    }
}
