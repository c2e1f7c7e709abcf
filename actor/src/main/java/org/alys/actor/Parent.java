package org.alys.actor;

/** Who is told when an actor is over: another actor, or the guardian of the system. */
interface Parent {
    /** Called on the thread of the child, once. With {@code escalated} the child's failure becomes the parent's. */
    void childEnded(ActorCell<?> child, Terminated how, boolean escalated);
}
