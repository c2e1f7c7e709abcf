package org.alys.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All members of a chain in one process. */
final class Federation implements AutoCloseable {
    private final List<Member> members;

    private Federation(List<Member> members) {
        this.members = members;
    }

    /** The members, each with its files in a directory of its own. */
    static Federation open(BenchChain chain, Path directory, Stopwatch stopwatch) {
        Exchange exchange = new Exchange(stopwatch);
        Federation federation = new Federation(new ArrayList<>());
        for (int index = 0; index < BenchChain.MEMBERS; index++) {
            federation.members.add(
                    Member.open(chain, index, directory.resolve("member" + index), exchange.link(index), stopwatch));
        }
        return federation;
    }

    void start() {
        members.forEach(Member::start);
    }

    @Override
    public void close() {
        members.forEach(Member::close);
    }
}
