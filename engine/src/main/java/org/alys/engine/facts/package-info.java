/** What consensus needs to know of an executed block: the fees in it and the burns that ask for bitcoin. Pure. */
@NullMarked
package org.alys.engine.facts;

import org.jspecify.annotations.NullMarked;
