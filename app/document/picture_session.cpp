#include "app/document/picture_session.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "app/document/file_reference.h"
#include "app/document/lab/lab_commands.h"
#include "app/document/picture_commands.h"
#include "core/base/text/number_table.h"
#include "core/base/text/translation.h"
#include "core/filter/kernel.h"

namespace convscope {

namespace {

constexpr std::size_t kMaxRowText = 64 * 32;

/// Each row as one text, "0 64 128": short, and readable in the file.
Json plane_json(const Plane& plane) {
    Json rows = Json::array();
    for (int r = 0; r < plane.rows(); ++r) {
        std::string row;
        for (int c = 0; c < plane.cols(); ++c) row += (c > 0 ? " " : "") + number_text(plane.at(r, c));
        rows.push_back(std::move(row));
    }
    return rows;
}

NumberTable read_row(const JsonReader& reader, const ParsedJson& row, std::size_t number) {
    const auto fail = [&](const std::string& fault) { reader.fail("values", tr("row {} {}", number, fault)); };
    if (!row.is_string()) fail(tr("is not a text of numbers"));
    const TableSource source{.file = reader.file(), .subject = tr("picture"), .remedy = {}, .max_bytes = kMaxRowText};
    NumberTable table;
    try {
        table = read_number_table(row.get_ref<const std::string&>(), source);
    } catch (const LoadError& error) {
        fail(tr("cannot be read: {}", error.fault()));
    }
    if (table.rows != 1) fail(tr("is not one row of numbers"));
    for (const float value : table.values)
        if (std::abs(value) > kMaxFilterValue) fail(tr("holds a number beyond {}", kMaxFilterValue));
    return table;
}

Plane read_plane(const JsonReader& reader, const ParsedJson& rows, bool bytes) {
    if (!rows.is_array() || rows.empty()) reader.fail("values", tr("holds a channel that is not a list of rows"));
    std::vector<float> values;
    int cols = 0;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const NumberTable row = read_row(reader, rows[r], r);
        if (r > 0 && row.cols != cols) reader.fail("values", tr("row {} differs in length", r));
        cols = row.cols;
        values.insert(values.end(), row.values.begin(), row.values.end());
        if (!can_edit({static_cast<int>(r) + 1, cols}))
            reader.fail("values", tr("has more than {0} rows or {0} columns", kMaxEditedSide));
    }
    const Size size{static_cast<int>(rows.size()), cols};
    if (!bytes) return {size, std::move(values)};
    std::vector<std::uint8_t> small;
    small.reserve(values.size());
    for (const float value : values) {
        if (value != std::round(value) || value < 0 || value > 255)
            reader.fail("values", tr("holds a number that is not a byte"));
        small.push_back(static_cast<std::uint8_t>(value));
    }
    return {size, std::move(small)};
}

Picture read_values(const JsonReader& reader) {
    const ParsedJson& planes = reader.array("values");
    if (planes.size() != 1 && planes.size() != 3) reader.fail("values", tr("has neither 1 channel nor 3"));
    const bool bytes = reader.boolean("bytes");
    Picture picture;
    for (const ParsedJson& plane : planes) picture.planes.push_back(read_plane(reader, plane, bytes));
    for (const Plane& plane : picture.planes)
        if (plane.size() != picture.size()) reader.fail("values", tr("has channels of different sizes"));
    return picture;
}

bool is_finite(const Picture& picture) {
    return std::ranges::all_of(picture.planes, [](const Plane& plane) {
        return std::ranges::all_of(plane.floats(), [](float v) { return std::abs(v) <= kMaxFilterValue; });
    });
}

}  // namespace

Json picture_json(const OpenPicture& picture, const std::filesystem::path& session) {
    Json json = picture.is_edited ? Json{{"name", picture.file.string()}}
                                  : file_reference_json(picture.file, picture.is_sample, session, tr("the picture"));
    if (picture.is_sample || !can_edit(picture.picture.size()) || !is_finite(picture.picture)) return json;
    json["bytes"] = picture.picture.planes.front().is_bytes();
    json["values"] = Json::array();
    for (const Plane& plane : picture.picture.planes) json["values"].push_back(plane_json(plane));
    return json;
}

OpenPicture read_open_picture(const JsonReader& reader, const std::filesystem::path& session) {
    OpenPicture picture;
    picture.is_edited = reader.has("name");
    picture.file = picture.is_edited ? std::filesystem::path(reader.text("name"))
                                     : read_file_reference(reader, session, picture.is_sample);
    if (picture.is_edited || (!picture.is_sample && reader.has("values"))) picture.picture = read_values(reader);
    return picture;
}

}  // namespace convscope
