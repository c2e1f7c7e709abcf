package org.alys.actor;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an actor handles before its mailbox: a message to be tried again, and what was stashed. For the actor's thread. */
final class Foremost {
    /** Most actors never need one. */
    private @Nullable Deque<Object> mails;

    @Nullable
    Object poll() {
        Deque<Object> waiting = mails;
        if (waiting == null) {
            return null;
        }
        Object mail = waiting.poll();
        if (mail == null) {
            mails = null;
        }
        return mail;
    }

    /** Puts them, in this order, before what is there. */
    void addFirst(Collection<Object> first) {
        Deque<Object> fresh = new ArrayDeque<>(first);
        if (mails != null) {
            fresh.addAll(mails);
        }
        mails = fresh;
    }

    Collection<Object> takeAll() {
        Collection<Object> all = mails == null ? List.of() : mails;
        mails = null;
        return all;
    }
}
