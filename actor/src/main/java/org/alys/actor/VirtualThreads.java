package org.alys.actor;

import java.lang.management.ManagementFactory;
import jdk.management.VirtualThreadSchedulerMXBean;

/** Virtual threads, which the JDK's own scheduler runs and counts. */
final class VirtualThreads implements ThreadStarter {
    private static final VirtualThreadSchedulerMXBean SCHEDULER =
            ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);

    @Override
    public Thread start(String name, Runnable body) {
        return Thread.ofVirtual()
                .name(name)
                .inheritInheritableThreadLocals(false)
                .start(body);
    }

    @Override
    public boolean othersWait() {
        // Below 0 it does not know.
        return SCHEDULER.getQueuedVirtualThreadCount() != 0;
    }
}
