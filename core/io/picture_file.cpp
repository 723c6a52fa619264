#include "core/io/picture_file.h"

#include <string>
#include <utility>
#include <vector>

#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/base/text/number_table.h"
#include "core/base/text/translation.h"
#include "core/image/files/load.h"
#include "core/image/files/validation.h"
#include "core/io/file_kind.h"
#include "core/io/npy/npy.h"

namespace convscope {

namespace {

Picture picture_of_array(NpyArray array, const std::string& name) {
    const std::size_t axes = array.shape.size();
    const std::int64_t channels = axes == 3 ? array.shape[2] : 1;
    if (axes != 2 && axes != 3)
        throw LoadError(
            name,
            tr_count(static_cast<long long>(axes), "holds an array of {} dimension", "holds an array of {} dimensions"),
            tr("save one picture of rows x columns, or of rows x columns x 3"));
    if (channels != 1 && channels != 3)
        throw LoadError(name, tr("holds an array of {} x {} x {}", array.shape[0], array.shape[1], array.shape[2]),
                        tr("save one picture of rows x columns, or of rows x columns x 3"));
    const Size size = checked_size(array.shape[0], array.shape[1], name);
    if (channels == 1) return {{Plane(size, std::move(array.values))}};
    const auto count = static_cast<std::size_t>(channels);
    std::vector<std::vector<float>> planes(count);
    for (std::size_t i = 0; i < array.values.size(); ++i) planes[i % count].push_back(array.values[i]);
    Picture picture;
    for (std::vector<float>& plane : planes) picture.planes.emplace_back(size, std::move(plane));
    return picture;
}

Picture picture_of_table(const std::filesystem::path& file) {
    const TableSource source{
        .file = file.string(), .subject = tr("picture"), .remedy = tr("write one row of the picture in each line")};
    const std::vector<std::uint8_t> bytes = read_file(file, source.max_bytes, source.remedy);
    NumberTable table = read_number_table({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, source);
    return {{Plane(checked_size(table.rows, table.cols, source.file), std::move(table.values))}};
}

constexpr float kWhite = 255;

/// True if all values are in 0..1 and at least one is a fraction.
bool is_scaled_to_one(const Picture& picture) {
    bool has_fraction = false;
    for (const Plane& plane : picture.planes) {
        if (plane.is_bytes()) return false;
        for (const float value : plane.floats()) {
            if (!(value >= 0 && value <= 1)) return false;
            has_fraction = has_fraction || (value > 0 && value < 1);
        }
    }
    return has_fraction;
}

}  // namespace

bool is_column_of_numbers(const std::filesystem::path& file) {
    constexpr std::size_t kStart = 1 << 16;
    const std::vector<std::uint8_t> head = read_start(file, kStart);
    return starts_like_numbers({reinterpret_cast<const char*>(head.data()), head.size()});
}

Picture load_picture_file(const std::filesystem::path& file) {
    switch (file_kind(file)) {
        case FileKind::numpy:
            return picture_of_array(load_npy(file), file.string());
        case FileKind::numbers:
            return picture_of_table(file);
        case FileKind::labels:
            return is_column_of_numbers(file) ? picture_of_table(file) : load_picture(file);
        case FileKind::unknown:
            if (file.extension() == ".bin")
                throw LoadError(file.string(), tr("is not a picture; it may hold the weights of a TensorFlow.js model"),
                                tr("open the model's model.json, with this file in the same folder"));
            return load_picture(file);
        default:
            return load_picture(file);
    }
}

ScaledPicture load_scaled_picture(const std::filesystem::path& file) {
    ScaledPicture scaled{.picture = load_picture_file(file)};
    if (!is_scaled_to_one(scaled.picture)) return scaled;
    scaled.factor = kWhite;
    for (Plane& plane : scaled.picture.planes) {
        std::vector<float> values(plane.floats().begin(), plane.floats().end());
        for (float& value : values) value *= kWhite;
        plane = Plane(plane.size(), std::move(values));
    }
    return scaled;
}

float picture_factor(const std::filesystem::path& file) {
    try {
        return file_kind(file) == FileKind::picture ? 1 : load_scaled_picture(file).factor;
    } catch (const LoadError&) {
        return 1;
    }
}

std::string factor_note(const std::filesystem::path& file, float factor) {
    if (factor == 1) return {};
    return tr("{} holds values from 0 to 1. They are shown as brightness: 1 is {:.0f}, white.",
              file.filename().string(), factor);
}

}  // namespace convscope
