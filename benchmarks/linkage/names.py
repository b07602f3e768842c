"""Names of several origins, as they stand beside each other in an English county; who bears them is invented.

English forenames come from the product's own list of short forms, English surnames from syllables. The others are
common given and family names, each origin with the share of families that bear them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Forenames of girls and of boys, and surnames, of one origin; `share` of all families."""

    share: float
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    surnames: tuple[str, ...]


def _of(share: float, girls: str, boys: str, surnames: str) -> Origin:
    return Origin(share, tuple(girls.split()), tuple(boys.split()), tuple(surnames.split()))


ORIGINS = (
    _of(
        0.09,
        "Aisha Fatima Maryam Zainab Khadija Hafsa Amina Sumaya Iqra Sana Hira Alina Noor Inaya Zara Safa Anaya Mahnoor"
        " Ayat Rabia Saima Nadia Shazia Farzana Yasmin Samina Rukhsana Nasreen",
        "Mohammed Ahmed Ali Yusuf Ibrahim Hamza Bilal Hassan Hussain Adam Musa Umar Zayd Ismail Haroon Abdullah Idris"
        " Mustafa Rehan Imran Tariq Khalid Asif Nadeem Shabir Javed Faisal Kamran",
        "Khan Ahmed Hussain Ali Malik Begum Akhtar Iqbal Mahmood Shah Hussein Choudhury Rahman Miah Uddin Islam"
        " Chowdhury Mirza Sheikh Qureshi Butt Rashid Aslam Bibi Kausar Parveen Bashir Sadiq",
    ),
    _of(
        0.05,
        "Priya Anjali Meera Riya Diya Aanya Kavya Isha Simran Jasleen Harpreet Manpreet Gurleen Navneet Sonia Pooja"
        " Nisha Kiran Asha Hetal Bhavna Amrit",
        "Arjun Rohan Dev Aarav Vihaan Krishan Rahul Amit Sanjay Jaspreet Gurpreet Harjit Manjit Sukhdeep Balraj Nikhil"
        " Jay Vikram Rajesh Dinesh Hardeep Amar",
        "Patel Singh Kaur Shah Sharma Gill Sandhu Dhillon Sidhu Desai Mistry Joshi Mehta Bains Grewal Parmar Chauhan"
        " Solanki Kumar Verma Johal Uppal",
    ),
    _of(
        0.05,
        "Zofia Maja Hanna Lena Alicja Oliwia Natalia Julia Wiktoria Zuzanna Małgorzata Agnieszka Katarzyna Joanna"
        " Magdalena Elżbieta Beata Aleksandra",
        "Jakub Filip Kacper Szymon Antoni Mikołaj Wojciech Łukasz Paweł Michał Piotr Tomasz Krzysztof Marcin Grzegorz"
        " Andrzej Bartosz Dawid",
        "Nowak Kowalski Kowalska Wiśniewski Wiśniewska Wójcik Kamiński Kamińska Lewandowski Lewandowska Zieliński"
        " Zielińska Szymański Szymańska Woźniak Dąbrowski Dąbrowska Mazur Król Wieczorek",
    ),
    _of(
        0.04,
        "Chioma Ngozi Adaeze Temitope Oluwaseun Folake Abimbola Amara Efua Abena Akosua Ama Blessing Precious Grace"
        " Yewande Titilayo Zainabu",
        "Chidi Emeka Obinna Tunde Babatunde Oluwaseyi Kwame Kofi Kwabena Kojo Emmanuel Samuel Ayodele Ikenna Segun"
        " Adebayo Olumide Musa",
        "Okafor Adeyemi Okonkwo Mensah Owusu Boateng Adebayo Ogunleye Balogun Eze Nwosu Asante Osei Appiah Afolabi"
        " Ojo Bello Agyemang Danso Williams",
    ),
    _of(
        0.03,
        "Hodan Amal Hibo Fadumo Sahra Ayaan Leyla Rania Dalia Salma Huda Samar Farah Rima Lubna",
        "Abdi Abdirahman Mahad Liban Omar Khaled Karim Youssef Mahmoud Samir Walid Tarek Faris Nabil Hadi",
        "Mohamed Abdi Hassan Warsame Farah Ali Jama Ismail Al-Masri Haddad Khoury El-Sayed Mansour Nasser Saleh Aden"
        " Yusuf Omar",
    ),
    _of(
        0.03,
        "Andreea Ioana Elena Mihaela Cristina Daniela Bianca Ștefania Raluca Denisa Alexandra Maria",
        "Andrei Ștefan Ionuț Mihai Alexandru Gabriel Cristian Florin Vasile Răzvan Bogdan Darius",
        "Popescu Ionescu Popa Dumitru Stan Stoica Gheorghe Rusu Munteanu Matei Constantin Lăcătuș Ciobanu Dinu",
    ),
    _of(
        0.01,
        "Mei Xin Yan Jing Li Hui Ying Wai-Ling Siu-Fong Yuet",
        "Wei Ming Jun Hao Chi-Ming Ka-Ho Wing Kai Tsz-Hin Lok",
        "Chen Wong Li Zhang Liu Chan Lam Cheung Ng Ho Leung Yip",
    ),
)

WRITTEN_OTHERWISE = tuple(
    tuple(alike.split())
    for alike in (
        "Mohammed Muhammad Mohammad Mohamed Muhammed",
        "Ahmed Ahmad",
        "Aisha Ayesha Aysha",
        "Fatima Fathima Fatema",
        "Yusuf Yousuf Yousef",
        "Hussain Hussein Husain",
        "Maryam Mariam",
        "Hassan Hasan",
        "Umar Omar",
        "Ibrahim Ebrahim",
        "Musa Moosa",
        "Zainab Zaynab",
        "Khadija Khadijah",
        "Noor Nur",
        "Youssef Yusuf",
        "Choudhury Chowdhury Chaudhry",
        "Rahman Rehman",
        "Iqbal Eqbal",
        "Singh Sing",
        "Krzysztof Kristof",
        "Jakub Jacob",
        "Oluwaseun Seun",
        "Temitope Temi",
        "Babatunde Tunde",
        "Kwame Kwami",
        "Alexandru Alex",
        "Wong Wang",
    )
)
"""Ways in which different offices spell one name."""
