/** Reads a TCP server as a client. */
@NullMarked
package io.millrace.connectors.socket;

import org.jspecify.annotations.NullMarked;
