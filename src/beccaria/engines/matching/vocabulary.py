"""What the columns of a table of persons are called, in many languages and habits, and what must never be compared."""

from typing import Final

# canonical field -> the headings that mean it, folded as `columns.fold_heading` folds them
HEADINGS: Final[dict[str, str]] = {
    "given": """given_name given_names givenname first_name firstname first_names forename forenames fname fname_c1
        christian_name nome nomi prenom prenoms vorname vornamen rufname nombre nombres primeiro_nome voornaam
        voornamen imie imiona fornavn fornamn etunimi ime jmeno krestni_jmeno keresztnev prenume isim ad emri
        imya name_first person_first_name""",
    "middle": """middle_name middle_names middle_initial middle initial mid_name mname second_name fname_c2 patronymic
        secondo_nome deuxieme_prenom zweiter_vorname segundo_nombre otchestvo tussenvoegsel name_middle""",
    "surname": """surname last_name lastname family_name familyname sname lname lname_c1 name_last cognome cognomi nom
        nom_de_famille nachname familienname apellido apellidos primer_apellido apelido sobrenome achternaam
        nazwisko etternavn efternavn efternamn sukunimi prezime prijmeni priezvisko vezeteknev nume soyad
        soyadi mbiemri familiya person_last_name""",
    "surname2": """surname2 second_surname lname_c2 maiden_name birth_name cognome_da_nubile nom_de_naissance
        geburtsname segundo_apellido previous_surname""",
    "name": """name full_name fullname complete_name person_name nome_completo nome_e_cognome cognome_e_nome nominativo
        nom_complet nom_et_prenom name_vorname vollstaendiger_name nombre_completo nombre_y_apellidos naam
        volledige_naam display_name holder account_holder payer payer_name visitor visitor_name sender
        sender_name beneficiary customer customer_name client_name""",
    "born": """born date_of_birth dateofbirth birth_date birthdate birth_day birthday dob d_o_b data_di_nascita
        data_nascita nato_il nata_il date_de_naissance date_naissance ne_le geburtsdatum geboren geboren_am
        fecha_de_nacimiento fecha_nacimiento data_de_nascimento geboortedatum data_urodzenia fodselsdato
        fodelsedatum syntymaaika datum_rodjenja datum_narozeni szuletesi_datum data_nasterii dogum_tarihi
        ditelindja data_rozhdeniya""",
    "birth_year": "birth_year year_of_birth yob by born_year anno_di_nascita anno_nascita annee_de_naissance "
    "geburtsjahr ano_de_nacimiento geboortejaar",
    "birth_month": "birth_month month_of_birth mob bm mese_di_nascita mois_de_naissance geburtsmonat",
    "birth_day": "day_of_birth bd birth_day_of_month giorno_di_nascita jour_de_naissance geburtstag",
    "sex": "sex gender sesso sexe geschlecht sexo geslacht plec kjonn kon pol",
    "phone": """phone phone_number phone_no phonenumber telephone telephone_number tel tel_no mobile mobile_phone
        mobile_number cell cellphone cell_phone msisdn telefono numero_di_telefono cellulare numero_telefono
        telefon telefonnummer handy portable numero_de_telephone movil telefone telemovel telefoon telefonnr
        contact_number""",
    "email": "email e_mail email_address mail posta_elettronica indirizzo_email courriel correo correo_electronico",
    "document": """soc_sec_id ssn social_security_number social_security_no national_id national_insurance_number
        nino document document_number document_no doc_number passport passport_number passport_no id_card
        id_card_number identity_number tax_code tax_id codice_fiscale numero_documento documento
        numero_de_documento dni nie nif curp steuernummer ausweisnummer personalausweis bsn pesel personnummer
        fodselsnummer oib jmbg cnp egn rodne_cislo iban account account_number""",
    "number": """street_number street_no house_number house_no housenumber streetnumber number_of_house
        numero_civico civico hausnummer huisnummer numero_de_rue nr_domu""",
    "street": """street street_name streetname address_1 address1 address_line_1 address_line1 addr1 road
        via strada rue strasse calle rua straat ulica""",
    "unit": """unit unit_number address_2 address2 address_line_2 address_line2 addr2 apartment apartment_number apt
        flat flat_number interno appartement""",
    "po_box": "po_box pobox post_box postbox casella_postale boite_postale postfach",
    "address": """address addr full_address home_address residence residential_address indirizzo residenza
        domicilio adresse anschrift direccion endereco adres morada street_address""",
    "town": """town city suburb locality place municipality citta comune localita ville commune stadt ort wohnort
        ciudad localidad municipio cidade stad woonplaats gemeente miasto grad""",
    "postcode": """postcode post_code postal_code postalcode zip zipcode zip_code postcode_fake cap code_postal
        plz postleitzahl codigo_postal cep kod_pocztowy postnummer postnr""",
    "region": "region state province county provincia regione departement bundesland estado stato wojewodztwo",
    "birth_place": """birth_place birthplace place_of_birth luogo_di_nascita luogo_nascita comune_di_nascita
        lieu_de_naissance geburtsort lugar_de_nacimiento geboorteplaats miejsce_urodzenia""",
    "occupation": "occupation profession job job_title professione occupazione beruf profesion beroep zawod",
    "employer": "employer employer_name company company_name datore_di_lavoro arbeitgeber",
    "age": "age eta alter edad leeftijd wiek",
    "note": "memo note description reference payment_reference causale transaction_memo narrative",
    "day": "transaction_date payment_date value_date booking_date visit_date date data datum fecha",
    "amount": "amount sum value importo montant betrag importe bedrag kwota",
}

IDENTIFIERS: Final = """id unique_id rec_id record_id recid person_id row_id rowid uid uuid key record_number
    prisoner_number visitor_id payer_id client_id customer_id booking_id matricola identificativo
    identifiant kennung identificador""".split()  # noqa: SIM905  a list of headings reads best as text

# Written before a heading without changing what it means.
PREFIXES: Final = (
    *("mailing_address_", "mailing_", "home_address_", "home_", "residential_", "residence_", "current_"),
    *(
        "contact_",
        "permanent_",
        "address_",
        "person_",
        "visitor_",
        "payer_",
        "payee_",
        "prisoner_",
        "client_",
    ),
    *("customer_", "sender_", "holder_", "subject_", "beneficiary_", "employee_"),
)
# Such columns speak of somebody else than the person of the row.
OTHERS: Final = (
    *("spouse", "dependent", "mother", "father", "child", "partner", "guardian", "employer", "next_of_kin"),
    *("emergency", "madre", "padre", "conjuge", "coniuge"),
)
