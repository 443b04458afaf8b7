/** What stands in for a peer where none is built; it has a peer's name, by which it is started. */
@NullMarked
package io.millrace.peers.jet;

import org.jspecify.annotations.NullMarked;
