package org.alys.bench;

import java.time.Duration;

/** The loads under which actor runtimes are compared. Each call runs one load to its end and says how it went. */
interface ActorWorkloads extends AutoCloseable {
    Duration PATIENCE = Duration.ofSeconds(60);

    /** Messages a second from one thread to one actor. */
    double oneToOne(int messages) throws Exception;

    /** The same into a mailbox with priorities, of which the messages use four in turn. */
    double oneToOneByPriority(int messages) throws Exception;

    /** Messages a second among actors that each pass every message on to another, chosen at random, four for each on the way. */
    double amongMany(int actors, int messages) throws Exception;

    /** Messages a second between two actors that answer each other. */
    double pingPong(int messages) throws Exception;

    /** Nanoseconds that each of so many requests, one after another from one thread, took. */
    double[] asks(int count) throws Exception;

    /** Chains a second of three requests one after another, made by actors, {@code inFlight} chains at a time. */
    double askChains(int inFlight, int chains) throws Exception;

    /** Actors a second that one parent starts, and then stops until all have ended. */
    double spawnAndStop(int actors) throws Exception;

    @Override
    void close();
}
