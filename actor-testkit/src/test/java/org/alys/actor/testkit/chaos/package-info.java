/** Tests of faults on purpose. */
@NullMarked
package org.alys.actor.testkit.chaos;

import org.jspecify.annotations.NullMarked;
