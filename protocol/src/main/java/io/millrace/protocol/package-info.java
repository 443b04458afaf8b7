/** The messages that cross from one actor to another, one interface for each conversation. */
@NullMarked
package io.millrace.protocol;

import org.jspecify.annotations.NullMarked;
