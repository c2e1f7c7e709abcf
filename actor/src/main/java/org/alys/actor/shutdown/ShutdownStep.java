package org.alys.actor.shutdown;

import org.alys.actor.Priority;

/**
 * Something to do before actors stop or after. Runs on a thread of its own and is interrupted when its phase is over.
 *
 * @param name for the report
 * @param priority critical steps run first; steps of one priority in the order given
 * @param essential whether its failure forces the shutdown, and whether it is run, as a cleanup, even if the shutdown was
 *     forced
 * @param work what to do
 */
public record ShutdownStep(String name, Priority priority, boolean essential, Work work) {

    /** What a step does. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }
}
