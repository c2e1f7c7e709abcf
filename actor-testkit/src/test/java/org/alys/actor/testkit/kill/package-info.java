/** Actors that die in every way, alone and in trees under load. */
@NullMarked
package org.alys.actor.testkit.kill;

import org.jspecify.annotations.NullMarked;
