/**
 * The execution layer in this process, behind the same interface as one that is reached over HTTP. Only a translation: rules, blocks
 * and pool are those of {@code org.alys.evm}.
 */
@NullMarked
package org.alys.engine.embedded;

import org.jspecify.annotations.NullMarked;
