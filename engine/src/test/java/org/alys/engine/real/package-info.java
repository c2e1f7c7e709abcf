/** Tests against a real execution client, the npm package that {@code scripts/fetch-ethereumjs} installs. */
@NullMarked
package org.alys.engine.real;

import org.jspecify.annotations.NullMarked;
