package org.alys.p2p.gossip;

/** The counters of one peer in one topic: P1 to P4 of the score function. */
final class TopicStats {
    private boolean inMesh;
    private long graftedNanos;
    private long meshNanos;
    private boolean active;
    private double firstDeliveries;
    private double meshDeliveries;
    private double meshFailures;
    private double invalidDeliveries;

    void grafted(long nanos) {
        inMesh = true;
        graftedNanos = nanos;
        meshNanos = 0;
        active = false;
    }

    /** Out of the mesh; a deficit is remembered (P3b). */
    void pruned(TopicScoreParams params) {
        double deficit = deficit(params);
        meshFailures += deficit * deficit;
        inMesh = false;
        active = false;
    }

    /** The connection is gone: what was earned is lost, what was owed is not. */
    void leftByDisconnecting(TopicScoreParams params) {
        firstDeliveries = 0;
        if (inMesh) {
            pruned(params);
        }
    }

    void deliveredFirst(TopicScoreParams params) {
        firstDeliveries = Math.min(firstDeliveries + 1, params.firstMessageDeliveriesCap());
        deliveredInMesh(params);
    }

    void deliveredInMesh(TopicScoreParams params) {
        if (inMesh) {
            meshDeliveries = Math.min(meshDeliveries + 1, params.meshMessageDeliveriesCap());
        }
    }

    void deliveredInvalid() {
        invalidDeliveries += 1;
    }

    void decay(TopicScoreParams params, double toZero, long nanos) {
        firstDeliveries = decayed(firstDeliveries, params.firstMessageDeliveriesDecay(), toZero);
        meshDeliveries = decayed(meshDeliveries, params.meshMessageDeliveriesDecay(), toZero);
        meshFailures = decayed(meshFailures, params.meshFailurePenaltyDecay(), toZero);
        invalidDeliveries = decayed(invalidDeliveries, params.invalidMessageDeliveriesDecay(), toZero);
        if (inMesh) {
            meshNanos = nanos - graftedNanos;
            active = meshNanos > params.meshMessageDeliveriesActivation().toNanos();
        }
    }

    double score(TopicScoreParams params) {
        double timeInMesh = inMesh
                ? Math.min(
                        Math.floor(
                                (double) meshNanos / params.timeInMeshQuantum().toNanos()),
                        params.timeInMeshCap())
                : 0;
        double deficit = deficit(params);
        return params.topicWeight()
                * (params.timeInMeshWeight() * timeInMesh
                        + params.firstMessageDeliveriesWeight() * firstDeliveries
                        + params.meshMessageDeliveriesWeight() * deficit * deficit
                        + params.meshFailurePenaltyWeight() * meshFailures
                        + params.invalidMessageDeliveriesWeight() * invalidDeliveries * invalidDeliveries);
    }

    private double deficit(TopicScoreParams params) {
        return active ? Math.max(0, params.meshMessageDeliveriesThreshold() - meshDeliveries) : 0;
    }

    private static double decayed(double counter, double factor, double toZero) {
        double next = counter * factor;
        return next < toZero ? 0 : next;
    }
}
