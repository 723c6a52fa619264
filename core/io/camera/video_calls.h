// The calls of the kernel through which a camera is used (Video4Linux 2). A test gives calls of its own, which feed
// frames from a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace convscope {

class VideoCalls {
  public:
    VideoCalls() = default;
    VideoCalls(const VideoCalls&) = delete;
    VideoCalls& operator=(const VideoCalls&) = delete;
    virtual ~VideoCalls() = default;

    /// A descriptor of the device, or -1.
    virtual int open(const std::string& path) = 0;
    virtual void close(int descriptor) = 0;
    /// ioctl(): 0, or -1 with errno.
    virtual int control(int descriptor, unsigned long request, void* argument) = 0;
    /// The device's memory of that length at the offset; null if it cannot be mapped.
    virtual void* map(int descriptor, std::size_t length, std::int64_t offset) = 0;
    virtual void unmap(void* memory, std::size_t length) = 0;
    /// Waits for a frame: true if there is one, false after that time.
    virtual bool wait(int descriptor, int milliseconds) = 0;
};

/// The calls of the running kernel.
class KernelVideoCalls : public VideoCalls {
  public:
    int open(const std::string& path) override;
    void close(int descriptor) override;
    int control(int descriptor, unsigned long request, void* argument) override;
    void* map(int descriptor, std::size_t length, std::int64_t offset) override;
    void unmap(void* memory, std::size_t length) override;
    bool wait(int descriptor, int milliseconds) override;
};

/// The cameras of the machine: the folder of their device files, and the calls by which they are used.
struct CameraSource {
    std::filesystem::path devices = "/dev";
    std::shared_ptr<VideoCalls> calls = std::make_shared<KernelVideoCalls>();
};

}  // namespace convscope
