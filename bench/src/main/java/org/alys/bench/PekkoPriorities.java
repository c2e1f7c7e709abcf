package org.alys.bench;

import com.typesafe.config.Config;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.dispatch.PriorityGenerator;
import org.apache.pekko.dispatch.UnboundedStablePriorityMailbox;

/** Pekko's mailbox that keeps the order within a priority; a number is its own priority. Made by Pekko, by name. */
public final class PekkoPriorities extends UnboundedStablePriorityMailbox {
    public PekkoPriorities(ActorSystem.Settings settings, Config config) {
        super(new PriorityGenerator() {
            @Override
            public int gen(Object message) {
                return message instanceof Integer priority ? priority : Integer.MAX_VALUE;
            }
        });
    }
}
