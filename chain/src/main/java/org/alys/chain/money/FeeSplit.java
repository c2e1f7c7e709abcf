package org.alys.chain.money;

import java.util.Collections;
import java.util.List;
import org.alys.primitives.Wei;

/**
 * The fees of a finalised range: 80 % to the miner, the rest to the members in equal parts, each in whole gwei. What does not
 * divide is carried to the next range, so that {@code miner + members * each + carry} is always the pool.
 *
 * @param minerGwei what the miner gets
 * @param memberGwei what each member gets
 * @param carry what is left for the next range
 */
public record FeeSplit(long minerGwei, long memberGwei, int members, Wei carry) {
    private static final int MINER_PERCENT = 80;

    /** Splits {@code pool}, which is the fees of the range and what the last split carried over. */
    public static FeeSplit of(Wei pool, int members) {
        Wei miner = pool.times(MINER_PERCENT).dividedBy(100);
        long minerGwei = miner.toGwei();
        long memberGwei = pool.minus(miner).dividedBy(members).toGwei();
        Wei paid = Wei.ofGwei(minerGwei).plus(Wei.ofGwei(memberGwei).times(members));
        return new FeeSplit(minerGwei, memberGwei, members, pool.minus(paid));
    }

    /** The members' equal shares. */
    public List<Long> memberShares() {
        return Collections.nCopies(members, memberGwei);
    }

    /** All that is minted again. */
    public Wei paid() {
        return Wei.ofGwei(minerGwei).plus(Wei.ofGwei(memberGwei).times(members));
    }
}
