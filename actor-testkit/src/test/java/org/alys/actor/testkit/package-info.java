/** Tests of the testkit. */
@NullMarked
package org.alys.actor.testkit;

import org.jspecify.annotations.NullMarked;
