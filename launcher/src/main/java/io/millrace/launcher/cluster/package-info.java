/**
 * A cluster that stays on this machine when the command that started it ends: its nodes, and the
 * file by which the next command finds them.
 */
@NullMarked
package io.millrace.launcher.cluster;

import org.jspecify.annotations.NullMarked;
