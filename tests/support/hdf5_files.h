// Reads and changes HDF5 files with the C API, for tests.
#pragma once

#include <hdf5.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace convscope::samples {

/// An open file. All functions throw std::runtime_error if the library reports an error.
class Hdf5 {
  public:
    enum class Storage { contiguous, gzip, checksum, huge_chunks };

    explicit Hdf5(const std::filesystem::path& path)
        : file_(checked(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT))) {}
    ~Hdf5() { close(); }
    Hdf5(const Hdf5&) = delete;
    Hdf5& operator=(const Hdf5&) = delete;
    void close() {
        if (file_ >= 0) H5Fclose(file_);
        file_ = -1;
    }

    /// The value of a variable-length string attribute. Throws for a string of fixed length.
    std::string text(const char* object, const char* name) const {
        const hid_t attribute = checked(H5Aopen_by_name(file_, object, name, H5P_DEFAULT, H5P_DEFAULT));
        const hid_t type = checked(H5Aget_type(attribute));
        if (H5Tis_variable_str(type) <= 0) throw std::runtime_error("the attribute is not a variable-length string");
        char* characters = nullptr;
        checked(H5Aread(attribute, type, &characters));
        std::string text = characters;
        H5free_memory(characters);
        H5Tclose(type);
        H5Aclose(attribute);
        return text;
    }

    /// The values of a list of fixed-length strings. Throws for other attributes.
    std::vector<std::string> texts(const char* object, const char* name) const {
        const hid_t attribute = checked(H5Aopen_by_name(file_, object, name, H5P_DEFAULT, H5P_DEFAULT));
        const hid_t type = checked(H5Aget_type(attribute)), space = checked(H5Aget_space(attribute));
        const std::size_t length = H5Tget_size(type);
        const auto count = static_cast<std::size_t>(H5Sget_simple_extent_npoints(space));
        if (H5Tget_class(type) != H5T_STRING || H5Tis_variable_str(type) > 0)
            throw std::runtime_error("the attribute is not a list of fixed-length strings");
        std::vector<char> buffer(count * length + 1);
        if (count > 0) checked(H5Aread(attribute, type, buffer.data()));
        std::vector<std::string> found;
        for (std::size_t i = 0; i < count; ++i) {
            const std::string whole(&buffer[i * length], length);
            found.push_back(whole.substr(0, whole.find('\0')));
        }
        H5Sclose(space);
        H5Tclose(type);
        H5Aclose(attribute);
        return found;
    }

    /// The lengths of the dataset's axes.
    std::vector<hsize_t> lengths(const char* dataset) const {
        const hid_t opened = checked(H5Dopen2(file_, dataset, H5P_DEFAULT)), space = checked(H5Dget_space(opened));
        std::vector<hsize_t> found(static_cast<std::size_t>(H5Sget_simple_extent_ndims(space)));
        H5Sget_simple_extent_dims(space, found.data(), nullptr);
        H5Sclose(space);
        H5Dclose(opened);
        return found;
    }

    std::vector<float> floats(const char* dataset) const {
        std::size_t count = 1;
        for (const hsize_t length : lengths(dataset)) count *= length;
        std::vector<float> values(count);
        const hid_t opened = checked(H5Dopen2(file_, dataset, H5P_DEFAULT));
        checked(H5Dread(opened, H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()));
        H5Dclose(opened);
        return values;
    }

    bool is_float32(const char* dataset) const {
        const hid_t opened = checked(H5Dopen2(file_, dataset, H5P_DEFAULT)), type = checked(H5Dget_type(opened));
        const bool same = H5Tequal(type, H5T_IEEE_F32LE) > 0;
        H5Tclose(type);
        H5Dclose(opened);
        return same;
    }

    void remove(const char* path) const { checked(H5Ldelete(file_, path, H5P_DEFAULT)); }
    void remove_attribute(const char* object, const char* name) const {
        if (H5Aexists_by_name(file_, object, name, H5P_DEFAULT) > 0)
            checked(H5Adelete_by_name(file_, object, name, H5P_DEFAULT));
    }
    void add_group(const char* path) const {
        H5Gclose(checked(H5Gcreate2(file_, path, parents(), H5P_DEFAULT, H5P_DEFAULT)));
    }
    void move(const char* from, const char* to) const {
        checked(H5Lmove(file_, from, file_, to, parents(), H5P_DEFAULT));
    }
    /// Creates a soft link at `path` to `target` in the same file.
    void link_soft(const char* target, const char* path) const {
        checked(H5Lcreate_soft(target, file_, path, parents(), H5P_DEFAULT));
    }
    /// Creates a link at `path` to `target` in another file.
    void link_external(const std::string& file, const char* target, const char* path) const {
        checked(H5Lcreate_external(file.c_str(), target, file_, path, parents(), H5P_DEFAULT));
    }

    void set_fixed_text(const char* object, const char* name, const std::string& text) const {
        const hid_t type = checked(H5Tcopy(H5T_C_S1));
        H5Tset_size(type, text.size());
        H5Tset_strpad(type, H5T_STR_NULLPAD);
        set(object, name, type, {}, text.data());
        H5Tclose(type);
    }
    void set_variable_texts(const char* object, const char* name, const std::vector<std::string>& texts) const {
        const hid_t type = checked(H5Tcopy(H5T_C_S1));
        H5Tset_size(type, H5T_VARIABLE);
        std::vector<const char*> characters;
        characters.reserve(texts.size());
        for (const std::string& text : texts) characters.push_back(text.c_str());
        set(object, name, type, {texts.size()}, characters.data());
        H5Tclose(type);
    }
    void set_number(const char* object, const char* name, int number) const {
        set(object, name, H5T_NATIVE_INT, {1}, &number);
    }

    /// A new data type: IEEE half-precision floats.
    static hid_t float16() {
        const hid_t type = checked(H5Tcopy(H5T_IEEE_F32LE));
        checked(H5Tset_fields(type, 15, 10, 5, 0, 10));
        checked(H5Tset_size(type, 2));
        checked(H5Tset_ebias(type, 15));
        return type;
    }

    /// Replaces a dataset. If `values` is empty, the new dataset is created without values.
    void replace(const char* path, const std::vector<hsize_t>& shape, const std::vector<float>& values, hid_t type,
                 Storage storage = Storage::contiguous) const {
        const hid_t plist = checked(H5Pcreate(H5P_DATASET_CREATE));
        std::vector<hsize_t> chunk = shape, max_shape = shape;
        if (storage == Storage::huge_chunks) {
            max_shape.front() = H5S_UNLIMITED;
            chunk.front() = 400'000;
        }
        if (storage != Storage::contiguous) checked(H5Pset_chunk(plist, static_cast<int>(chunk.size()), chunk.data()));
        if (storage == Storage::gzip) {
            checked(H5Pset_shuffle(plist));
            checked(H5Pset_deflate(plist, 6));
        }
        if (storage == Storage::checksum) checked(H5Pset_fletcher32(plist));
        const hid_t dataset = create(path, shape, max_shape, type, plist);
        if (!values.empty()) checked(H5Dwrite(dataset, H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()));
        H5Dclose(dataset);
    }
    /// Replaces a dataset by one whose values are in the file `raw`.
    void replace_external(const char* path, const std::vector<hsize_t>& shape, const std::string& raw) const {
        const hid_t plist = checked(H5Pcreate(H5P_DATASET_CREATE));
        checked(H5Pset_external(plist, raw.c_str(), 0, H5F_UNLIMITED));
        H5Dclose(create(path, shape, shape, H5T_IEEE_F32LE, plist));
    }
    /// Replaces a dataset by a virtual one, which reads the same path in the file `source`.
    void replace_virtual(const char* path, const std::vector<hsize_t>& shape, const std::string& source) const {
        const hid_t plist = checked(H5Pcreate(H5P_DATASET_CREATE));
        const hid_t space = checked(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr));
        checked(H5Pset_virtual(plist, space, source.c_str(), path, space));
        H5Sclose(space);
        H5Dclose(create(path, shape, shape, H5T_IEEE_F32LE, plist));
    }

  private:
    /// Returns the result of an HDF5 function. Throws if it is an error.
    template <class Result>
    static Result checked(Result result) {
        if (result < 0) throw std::runtime_error("HDF5 reports an error");
        return result;
    }
    /// The property that creates missing parent groups.
    static hid_t parents() {
        const hid_t links = checked(H5Pcreate(H5P_LINK_CREATE));
        H5Pset_create_intermediate_group(links, 1);
        return links;  // closed with the library
    }
    hid_t create(const char* path, const std::vector<hsize_t>& shape, const std::vector<hsize_t>& max_shape, hid_t type,
                 hid_t plist) const {
        remove(path);
        const hid_t space = checked(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), max_shape.data()));
        const hid_t dataset = checked(H5Dcreate2(file_, path, type, space, parents(), plist, H5P_DEFAULT));
        H5Sclose(space);
        H5Pclose(plist);
        return dataset;
    }
    void set(const char* object, const char* name, hid_t type, const std::vector<hsize_t>& shape,
             const void* data) const {
        remove_attribute(object, name);
        const hid_t space =
            checked(shape.empty() ? H5Screate(H5S_SCALAR)
                                  : H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr));
        const hid_t attribute =
            checked(H5Acreate_by_name(file_, object, name, type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
        checked(H5Awrite(attribute, type, data));
        H5Aclose(attribute);
        H5Sclose(space);
    }

    hid_t file_;
};

}  // namespace convscope::samples
