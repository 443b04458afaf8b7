/** The commands and mains as a person runs them: what they print, and how they end. */
@NullMarked
package io.millrace.it.demo;

import org.jspecify.annotations.NullMarked;
