/**
 * The Engine API over HTTP: {@link org.alys.engine.http.EngineApiClient} speaks to any conforming execution client. Answers
 * are bounded before they are read and strictly parsed; time, pauses and chance come in through the constructor.
 */
@NullMarked
package org.alys.engine.http;

import org.jspecify.annotations.NullMarked;
