// The pictures, inputs and models that come with the program, by their names.
#pragma once

#include <filesystem>
#include <string>

namespace convscope {

/// The input that the Layers workspace shows first.
inline constexpr const char* kFirstInput = "ankle_boot";
/// The picture that the Filter Lab shows first.
inline constexpr const char* kFirstPicture = "staircase";

class Samples {
  public:
    /// `assets` holds pictures/, garments/, photographs/ and models/.
    explicit Samples(std::filesystem::path assets) : assets_(std::move(assets)) {}

    // The file of that name. Each function throws LoadError if there is none. They access the disk: call them in a job.
    std::filesystem::path picture(const std::string& name) const;
    std::filesystem::path input(const std::string& name) const;
    std::filesystem::path model(const std::string& name) const;

  private:
    std::filesystem::path existing_file(const char* folder, const std::string& name, const char* ending) const;

    std::filesystem::path assets_;
};

}  // namespace convscope
