#include "core/io/hdf5/writer.h"

#include <algorithm>

#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"

namespace convscope::hdf5 {

namespace {

/// Larger attributes do not fit into an object's header; Keras splits lists at the same size.
constexpr std::size_t kMaxAttributeBytes = 64512;
constexpr std::size_t kMemoryStep = std::size_t{1} << 20;

}  // namespace

Writer::Writer(const std::filesystem::path& path) : path_(path) {
    const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    check(H5Pset_fapl_core(access.id(), kMemoryStep, false));
    file_ = checked({H5Fcreate(path.filename().c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access.id()), H5Fclose});
    links_ = checked({H5Pcreate(H5P_LINK_CREATE), H5Pclose});
    check(H5Pset_create_intermediate_group(links_.id(), 1));
}

Handle Writer::checked(Handle handle) const {
    check(handle.valid() ? 0 : -1);
    return handle;
}

void Writer::check(herr_t result) const {
    if (result < 0)
        throw LoadError(path_.string(), tr("cannot be written"), tr("give the model's layers other names"),
                        last_error());
}

Handle Writer::open_group(const std::string& path) const {
    return checked({H5Gopen2(file_.id(), path.c_str(), H5P_DEFAULT), H5Gclose});
}

void Writer::add_group(const std::string& path) {
    // Adding the path "a/b" before has already added the group "a".
    if (Handle(H5Gopen2(file_.id(), path.c_str(), H5P_DEFAULT), H5Gclose).valid()) return;
    checked({H5Gcreate2(file_.id(), path.c_str(), links_.id(), H5P_DEFAULT, H5P_DEFAULT), H5Gclose});
}

void Writer::set_text(const std::string& group, const std::string& attribute, const std::string& text) {
    const Handle object = open_group(group);
    const Handle type = checked({H5Tcopy(H5T_C_S1), H5Tclose});
    check(H5Tset_size(type.id(), H5T_VARIABLE));
    const Handle space = checked({H5Screate(H5S_SCALAR), H5Sclose});
    const Handle created = checked(
        {H5Acreate2(object.id(), attribute.c_str(), type.id(), space.id(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose});
    const char* const characters = text.c_str();
    check(H5Awrite(created.id(), type.id(), &characters));
}

void Writer::set_texts(const std::string& group, const std::string& attribute, const std::vector<std::string>& texts) {
    const Handle object = open_group(group);
    std::size_t length = 1;
    for (const std::string& text : texts) length = std::max(length, text.size());
    const std::size_t per_part = std::max<std::size_t>(kMaxAttributeBytes / length, 1);
    if (texts.size() <= per_part) {
        write_texts(object, attribute, texts.data(), texts.size(), length);
        return;
    }
    for (std::size_t first = 0, part = 0; first < texts.size(); first += per_part, ++part)
        write_texts(object, attribute + std::to_string(part), &texts[first], std::min(per_part, texts.size() - first),
                    length);
}

void Writer::write_texts(const Handle& group, const std::string& attribute, const std::string* first, std::size_t count,
                         std::size_t length) {
    const Handle type = checked({H5Tcopy(H5T_C_S1), H5Tclose});
    check(H5Tset_size(type.id(), length));
    check(H5Tset_strpad(type.id(), H5T_STR_NULLPAD));
    const hsize_t lengths = count;
    const Handle space = checked({H5Screate_simple(1, &lengths, nullptr), H5Sclose});
    const Handle created =
        checked({H5Acreate2(group.id(), attribute.c_str(), type.id(), space.id(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose});
    if (count == 0) return;
    std::vector<char> buffer(count * length, '\0');
    for (std::size_t i = 0; i < count; ++i) std::ranges::copy(first[i], &buffer[i * length]);
    check(H5Awrite(created.id(), type.id(), buffer.data()));
}

void Writer::add_floats(const std::string& path, const std::vector<std::int64_t>& shape,
                        const std::vector<float>& values) {
    const std::vector<hsize_t> lengths(shape.begin(), shape.end());
    const Handle space =
        checked({H5Screate_simple(static_cast<int>(lengths.size()), lengths.data(), nullptr), H5Sclose});
    const Handle created = checked(
        {H5Dcreate2(file_.id(), path.c_str(), H5T_IEEE_F32LE, space.id(), links_.id(), H5P_DEFAULT, H5P_DEFAULT),
         H5Dclose});
    check(H5Dwrite(created.id(), H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()));
}

void Writer::save() {
    check(H5Fflush(file_.id(), H5F_SCOPE_LOCAL));
    const ssize_t size = H5Fget_file_image(file_.id(), nullptr, 0);
    check(size < 0 ? -1 : 0);
    std::string image(static_cast<std::size_t>(size), '\0');
    check(H5Fget_file_image(file_.id(), image.data(), image.size()) < 0 ? -1 : 0);
    write_file_atomically(path_, image);
}

}  // namespace convscope::hdf5
