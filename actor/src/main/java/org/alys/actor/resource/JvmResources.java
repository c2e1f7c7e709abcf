package org.alys.actor.resource;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;

/**
 * Processor and memory of this process by the beans of its virtual machine: {@value #CPU} is the part of all processors that
 * the process used lately; {@value #MEMORY} the part of the greatest heap that was in use after the last collections, since what is
 * merely not collected yet is not used up.
 */
public final class JvmResources implements ResourceSource {
    public static final String CPU = "cpu";
    public static final String MEMORY = "memory";

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    @Override
    public List<ResourceReading> read() {
        List<ResourceReading> readings = new ArrayList<>();
        double cpu = system.getProcessCpuLoad();
        // Negative, or no number, while the machine cannot tell yet.
        if (cpu >= 0) {
            readings.add(new ResourceReading(CPU, cpu));
        }
        long most = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax();
        if (most > 0) {
            readings.add(new ResourceReading(MEMORY, (double) heldAfterCollection() / most));
        }
        return readings;
    }

    private static long heldAfterCollection() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(JvmResources::heldAfterCollection)
                .sum();
    }

    private static long heldAfterCollection(MemoryPoolMXBean pool) {
        MemoryUsage after = pool.getCollectionUsage();
        return after == null ? 0 : after.getUsed();
    }
}
