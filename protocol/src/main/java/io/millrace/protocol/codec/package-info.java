/** Maps each message to its form on the wire and back; nothing else sees the generated classes. */
@NullMarked
package io.millrace.protocol.codec;

import org.jspecify.annotations.NullMarked;
