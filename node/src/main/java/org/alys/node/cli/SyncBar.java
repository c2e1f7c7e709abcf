package org.alys.node.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Supplier;
import org.alys.node.sync.ProgressLine;
import org.alys.node.sync.SyncPhase;
import org.alys.node.sync.SyncStatus;

/** A bar in the last line of a terminal while a node syncs. Log lines push it up; it is drawn again below them. */
final class SyncBar implements AutoCloseable {
    private static final Duration REDRAW = Duration.ofMillis(500);
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream terminal;
    private final Supplier<SyncStatus> status;
    private final Thread painter;
    private boolean drawn;

    private SyncBar(PrintStream terminal, Supplier<SyncStatus> status) {
        this.terminal = terminal;
        this.status = status;
        this.painter = Thread.ofVirtual().name("sync-bar").unstarted(this::paint);
    }

    /** Draws until it is closed. */
    static SyncBar on(PrintStream terminal, Supplier<SyncStatus> status) {
        SyncBar bar = new SyncBar(terminal, status);
        bar.painter.start();
        return bar;
    }

    /** To be drawn by the caller, for tests. */
    static SyncBar still(PrintStream terminal, Supplier<SyncStatus> status) {
        return new SyncBar(terminal, status);
    }

    private void paint() {
        try {
            while (true) {
                draw();
                Thread.sleep(REDRAW);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void draw() {
        SyncStatus now = status.get();
        boolean busy = now.phase() == SyncPhase.DOWNLOADING || now.phase() == SyncPhase.CATCHING_UP;
        if (busy) {
            terminal.print(CLEAR + ProgressLine.bar(now.progress()) + " " + ProgressLine.of(now));
        } else if (drawn) {
            terminal.print(CLEAR);
        }
        terminal.flush();
        drawn = busy;
    }

    @Override
    public void close() {
        painter.interrupt();
        synchronized (this) {
            if (drawn) {
                terminal.print(CLEAR);
                terminal.flush();
            }
        }
    }
}
