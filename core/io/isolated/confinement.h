// Takes from a process all rights that reading bytes in memory does not need. For processes that read untrusted files.
#pragma once

namespace convscope {

/// Closes all file descriptors but `kept_descriptor` and takes from the calling process, until it ends:
/// - the opening of files, which fails as if there were none, and the growth of files,
/// - new processes and new privileges,
/// - every system call except those for memory, for the time, for reading and writing open descriptors, and for ending
///   (seccomp). Any other system call ends the process with the signal SIGSYS.
/// Files are protected twice, by Landlock and by seccomp. A kernel without one of them leaves out that part. The
/// process must have one thread only. Throws std::system_error if the kernel refuses.
void confine_process(int kept_descriptor);

}  // namespace convscope
