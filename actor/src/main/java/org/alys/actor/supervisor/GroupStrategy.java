package org.alys.actor.supervisor;

import java.util.List;

/** Which children are started again when one of them fails; the names are those of Erlang/OTP. */
public enum GroupStrategy {
    /** Only the one that failed. */
    ONE_FOR_ONE,
    /** All of them. */
    ONE_FOR_ALL,
    /** The one that failed and those started after it, which may rely on it. */
    REST_FOR_ONE;

    /**
     * The others to start again when {@code failed} fails, in start order. Pure.
     *
     * @param inStartOrder the names of all children; without {@code failed} nothing is affected
     */
    public List<String> affected(List<String> inStartOrder, String failed) {
        int at = inStartOrder.indexOf(failed);
        if (at < 0) {
            return List.of();
        }
        return switch (this) {
            case ONE_FOR_ONE -> List.of();
            case ONE_FOR_ALL ->
                inStartOrder.stream().filter(name -> !name.equals(failed)).toList();
            case REST_FOR_ONE -> List.copyOf(inStartOrder.subList(at + 1, inStartOrder.size()));
        };
    }
}
