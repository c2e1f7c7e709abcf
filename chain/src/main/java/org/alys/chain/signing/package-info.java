/**
 * What members sign and how it is checked: the domain that ties a signature to one chain and one kind of message, votes,
 * certificates and proposals. Keys come in as arguments; nothing here decides whether signing is safe.
 */
@NullMarked
package org.alys.chain.signing;

import org.jspecify.annotations.NullMarked;
