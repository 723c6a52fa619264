#include "core/io/dataset/cifar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr std::array<std::string_view, 10> kClassNames{"airplane", "automobile", "bird",  "cat",  "deer",
                                                       "dog",      "frog",       "horse", "ship", "truck"};
constexpr std::size_t kSide = 32, kColours = 3, kPlane = kSide * kSide, kRecord = 1 + (kColours * kPlane);
/// CIFAR-10's own files have 10,000 records.
constexpr std::uint64_t kMaxFileBytes = 100'000 * kRecord;
constexpr Message kRemedy = tr("choose the folder cifar-10-batches-bin of the binary version of CIFAR-10");

std::vector<fs::path> files_of(const fs::path& folder, DatasetPart part) {
    std::vector<fs::path> files;
    std::error_code error;
    if (part == DatasetPart::test) {
        if (fs::is_regular_file(folder / "test_batch.bin", error)) files.push_back(folder / "test_batch.bin");
        return files;
    }
    for (int number = 1; number <= 9; ++number) {
        fs::path file = folder / fmt::format("data_batch_{}.bin", number);
        if (fs::is_regular_file(file, error)) files.push_back(std::move(file));
    }
    return files;
}

/// Adds the records of a file: a label, then the red, green and blue plane.
void add_records(const fs::path& file, nn::Dataset& data) {
    const std::vector<std::uint8_t> bytes = read_file(file, kMaxFileBytes, kRemedy);
    if (bytes.size() % kRecord != 0)
        throw LoadError(file.string(), tr("has {} bytes, which is no multiple of {}", bytes.size(), kRecord), kRemedy);
    for (std::size_t record = 0; record < bytes.size(); record += kRecord) {
        if (bytes[record] >= kClassNames.size())
            throw LoadError(file.string(), tr("has a label {}; CIFAR-10's are 0 to 9", bytes[record]), kRemedy,
                            tr("record {}", record / kRecord));
        data.labels.push_back(bytes[record]);
        for (std::size_t pixel = 0; pixel < kPlane; ++pixel)
            for (std::size_t colour = 0; colour < kColours; ++colour)
                data.images.push_back(bytes[record + 1 + (colour * kPlane) + pixel]);
    }
}

}  // namespace

bool has_cifar_files(const fs::path& folder) {
    std::error_code error;
    return fs::is_regular_file(folder / "data_batch_1.bin", error) ||
           fs::is_regular_file(folder / "test_batch.bin", error);
}

nn::Dataset load_cifar10(const fs::path& folder, DatasetPart part) {
    const std::vector<fs::path> files = files_of(folder, part);
    if (files.empty())
        throw LoadError(folder.string(),
                        part == DatasetPart::test ? tr("has no test_batch.bin") : tr("has no data_batch_1.bin"),
                        kRemedy);
    nn::Dataset data{.example = {static_cast<std::int64_t>(kSide), static_cast<std::int64_t>(kSide),
                                 static_cast<std::int64_t>(kColours)},
                     .class_names = {kClassNames.begin(), kClassNames.end()}};
    for (const fs::path& file : files) add_records(file, data);
    return data;
}

}  // namespace convscope
